use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-bus-of-another-hypervisor",
    summary: "A disk of a QEMU guest sits on a bus of Xen or User-mode Linux.",
    why: "QEMU has no such disks: libvirt defines the guest and refuses to start it.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, bus: xen } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, target: xvda } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, bus: virtio } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let bus = bus(disk);
    if matches!(bus, "xen" | "uml") {
        let report = findings.report(bus_span(disk), format!("{} is on bus `{bus}`, which QEMU does not have", disk.label()));
        report.help("write `bus: virtio`");
    }
}
