use super::{bus, bus_span, device};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "readonly-disk-on-ide-or-sata",
    summary: "A hard disk on bus ide or sata is read-only.",
    why: "ATA hard disks cannot say that they are read-only, and QEMU has none (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { data: { file: /data.img, format: raw, bus: sata, readonly: true } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { data: { file: /data.img, format: raw, bus: ide, readonly: true } } }",
    ],
    good: &["devices: { disk: { data: { file: /data.img, format: raw, bus: scsi, readonly: true } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if !disk.has("readonly") || device(disk) != "disk" {
        return;
    }
    let bus = bus(disk);
    if matches!(bus, "ide" | "sata") {
        let report = findings.report(disk.place("readonly"), format!("{} is read-only on bus `{bus}`", disk.label()));
        report.related(bus_span(disk), format!("the bus is `{bus}`")).help("write `bus: virtio` or `bus: scsi`, or `device: cdrom`");
    }
}
