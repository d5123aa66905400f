use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tls-as-protocol",
    summary: "A TCP connection of a QEMU guest has TLS as its protocol.",
    why: "QEMU speaks `raw` and `telnet`; TLS is switched on with `tls` in the source, or in `qemu.conf` (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { serial: { a: { tcp: { host: 127.0.0.1, service: 4555 }, protocol: tls } } }",
        "devices: { serial: { a: { tcp: { host: 127.0.0.1, service: 4555 }, protocol: telnets } } }",
    ],
    good: &["devices: { serial: { a: { tcp: { host: 127.0.0.1, service: 4555, tls: true }, protocol: raw } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest).filter(|connection| kind(*connection) == "tcp") {
        let Some(protocol) = connection.at("protocol/@type") else { continue };
        if matches!(&*protocol.text, "tls" | "telnets") {
            let report = findings.report(protocol.span, format!("QEMU does not speak the protocol `{}`", protocol.text));
            report.help("write `raw` or `telnet`, and `tls: true` in the source");
        }
    }
}
