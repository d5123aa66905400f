use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "connection-of-another-hypervisor",
    summary: "A character device of a QEMU guest is one of bhyve's or Xen's.",
    why: "`nmdm` is a pair of devices that FreeBSD has for bhyve, and the channel target `xen` is on the Xen bus; libvirt's QEMU driver \
          builds neither (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { nmdm: { master: /dev/nmdm0A, slave: /dev/nmdm0B } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { channel: { a: { pty: {}, target: { type: xen, name: agent } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { channel: { a: { pty: {}, target: { type: virtio, name: agent } } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest) {
        if kind(connection) == "nmdm" {
            let report =
                findings.report(connection.place("@type"), format!("{} is of type `nmdm`, which QEMU does not have", connection.label()));
            report.help("write `pty`");
        }
        if connection.kind() == "channel" && connection.is("target/@type", "xen") {
            let report = findings.report(connection.place("target/@type"), "QEMU guests have no Xen bus");
            report.help("write `type: virtio`");
        }
    }
}
