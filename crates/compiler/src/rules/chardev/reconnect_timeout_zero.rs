use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "reconnect-timeout-zero",
    summary: "A connection is tried again after 0 seconds.",
    why: "In QEMU, a timeout of 0 turns reconnecting off, and libvirt refuses it beside `enabled: true` (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { channel: { a: { tcp: { host: 127.0.0.1, service: 1234, reconnect: { enabled: true, timeout: 0 } }, target: { type: virtio, name: a } } } }",
    ],
    good: &[
        "devices: { channel: { a: { tcp: { host: 127.0.0.1, service: 1234, reconnect: { enabled: true, timeout: 1 } }, target: { type: virtio, name: a } } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest).filter(|connection| matches!(kind(*connection), "tcp" | "unix")) {
        let Some(reconnect) = connection.find("source/reconnect").filter(|reconnect| reconnect.is("@enabled", "yes")) else { continue };
        if reconnect.number("@timeout") == Some(0) {
            let report = findings.report(reconnect.place("@timeout"), format!("{} connects again after 0 seconds", connection.label()));
            report.help("write a number of seconds from 1, or `enabled: false`");
        }
    }
}
