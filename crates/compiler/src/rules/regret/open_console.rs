use super::is_everywhere;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "console-open-to-the-network",
    summary: "A console or channel can be reached from every network of the host.",
    why: "A port that QEMU binds for a serial port has neither password nor encryption: who connects first has the guest's console, and often a shell that is logged in (formatdomain, TCP client/server).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { serial: { tty: { tcp: { mode: bind, host: 0.0.0.0, service: 4555 } } } }"],
    good: &[
        "devices: { serial: { tty: { tcp: { mode: bind, host: 127.0.0.1, service: 4555 } } } }",
        "devices: { serial: { tty: { tcp: { mode: bind, host: 0.0.0.0, service: 4555, tls: true } } } }",
    ],
    check: Check::Qemu(check),
};

const KINDS: [&str; 5] = ["serial", "parallel", "console", "channel", "redirdev"];

fn check(guest: &Guest, findings: &mut Findings) {
    for device in KINDS.iter().flat_map(|kind| guest.devices(kind)) {
        if !device.is("@type", "tcp") {
            continue;
        }
        let is_tls = |source: &View| source.is("@tls", "yes");
        let source = device.all("source").find(|source| source.is("@mode", "bind") && !is_tls(source));
        let Some(host) = source.and_then(|source| source.at("@host")).filter(|host| is_everywhere(&host.text)) else { continue };
        let report = findings.report(host.span, format!("{} can be reached from everywhere", device.label()));
        report.label("every address of the host").help("listen on `127.0.0.1`, or write `tls: true`");
    }
}
