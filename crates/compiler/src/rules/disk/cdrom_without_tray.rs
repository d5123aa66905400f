use super::{bus, bus_span, device};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cdrom-without-tray",
    summary: "A CD-ROM sits on bus virtio or sd.",
    why: "Disks on these buses have no media that could be ejected, and libvirt refuses CD-ROMs there (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { seed: { file: /seed.iso, device: cdrom, bus: virtio } } }",
        "devices: { disk: { seed: { file: /seed.iso, device: cdrom, target: vda } } }",
    ],
    good: &["devices: { disk: { seed: { file: /seed.iso, device: cdrom, bus: scsi } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    let bus = bus(disk);
    if device(disk) != "cdrom" || !matches!(bus, "virtio" | "sd") {
        return;
    }
    let report = findings.report(bus_span(disk), format!("{} is a CD-ROM on bus `{bus}`", disk.label()));
    let instead = if guest.is_x86() { "sata` or `bus: scsi" } else { "scsi" };
    report.related(disk.place("@device"), "a CD-ROM").help(format!("write `bus: {instead}`, or make it a disk with `readonly`"));
}
