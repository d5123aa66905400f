use super::{connections, is_server, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "reconnect-of-a-server",
    summary: "A socket that listens is told to reconnect.",
    why: "Only a client can connect again (domain_validate.c); QEMU's vhost-user interfaces refuse it for `mode: server` \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { serial: { a: { tcp: { mode: bind, host: 127.0.0.1, service: 4555, reconnect: { enabled: true, timeout: 10 } } } } }",
        "devices: { channel: { a: { unix: { mode: bind, path: /run/a.sock, reconnect: { enabled: false } }, target: { type: virtio, name: a } } } }",
        "memoryBacking: { source: { type: memfd }, access: { mode: shared } }\ndevices: { interface: { a: { vhostuser: { type: unix, path: /run/a.sock, mode: server, reconnect: { enabled: true, timeout: 10 } } } } }",
    ],
    good: &[
        "devices: { serial: { a: { tcp: { mode: connect, host: 127.0.0.1, service: 4555, reconnect: { enabled: true, timeout: 10 } } } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest).filter(|connection| matches!(kind(*connection), "tcp" | "unix")) {
        if let Some(source) = connection.find("source").filter(|source| is_server(*source) && source.has("reconnect/@enabled")) {
            report(connection, source, findings);
        }
    }
    for card in guest.devices("interface").filter(|card| guest.is_qemu() && card.is("@type", "vhostuser")) {
        if let Some(source) = card.find("source").filter(|source| source.is("@mode", "server") && source.is("reconnect/@enabled", "yes")) {
            report(card, source, findings);
        }
    }
}

fn report(device: View, source: View, findings: &mut Findings) {
    let report = findings.report(source.place("reconnect"), format!("{} listens, and cannot reconnect", device.label()));
    report
        .related(source.place("@mode"), "listens")
        .help("leave `reconnect` out, or write `mode: connect` (of an interface, `mode: client`)");
}
