use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "connection-to-the-host",
    summary: "A guest is connected to a service of the host that listens on the host alone.",
    why: "What listens on `127.0.0.1` takes those who reach it for people of the host, often without a password. A serial port or channel that connects there hands it to the guest (formatdomain, TCP client/server).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["devices: { serial: { tty: { tcp: { mode: connect, host: 127.0.0.1, service: 6379 } } } }"],
    good: &["devices: { serial: { tty: { tcp: { mode: connect, host: 192.0.2.10, service: 2000 } } } }"],
    check: Check::Qemu(check),
};

const KINDS: [&str; 6] = ["serial", "parallel", "console", "channel", "smartcard", "rng"];

fn check(guest: &Guest, findings: &mut Findings) {
    for kind in KINDS {
        for device in guest.devices(kind) {
            let owner = if kind == "rng" { device.find("backend") } else { Some(device) };
            let Some(owner) = owner.filter(|owner| owner.is("@type", "tcp")) else { continue };
            for host in owner.all("source").filter(|source| source.is("@mode", "connect")).filter_map(|source| source.at("@host")) {
                if host.text.starts_with("127.") || matches!(&*host.text, "localhost" | "::1" | "[::1]") {
                    findings.report(host.span, format!("{} is connected to a service of the host", device.label()));
                }
            }
        }
    }
}
