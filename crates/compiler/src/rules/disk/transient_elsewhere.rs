use super::{bus, bus_span, device, empty_disk::is_empty};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "transient-disk-elsewhere",
    summary: "A disk is transient, and nothing that libvirt could put an overlay on.",
    why: "What the guest writes to a transient disk goes into an overlay beside its image: that takes a hard disk of type \
          `file` that is written to. With `shareBacking` the disk is plugged in at start, on virtio, scsi or usb \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { block: /dev/vg/root, format: raw, transient: true } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, readonly: true, transient: true } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { boot: { file: /boot.img, format: raw, device: floppy, transient: true } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: sata, transient: { shareBacking: true } } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, transient: { shareBacking: true } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(transient) = disk.find("transient") else { return };
    let device = device(disk);
    let kind = disk.at("@type").filter(|_| disk.has("source")).map_or("file", |kind| &kind.text);
    let bus = bus(disk);
    let (what, place) = if is_empty(disk) && device != "disk" {
        ("empty".to_owned(), disk.span())
    } else if device != "disk" {
        (format!("a {device}"), disk.place("@device"))
    } else if disk.has("readonly") {
        ("read-only".to_owned(), disk.place("readonly"))
    } else if kind != "file" {
        (format!("of type `{kind}`"), disk.place("@type"))
    } else if transient.is_on("@shareBacking") && !matches!(bus, "usb" | "virtio" | "scsi") {
        (format!("on bus `{bus}`"), bus_span(disk))
    } else {
        return;
    };
    let report = findings.report(transient.span(), format!("{} is transient, and {what}", disk.label()));
    report.related(place, what).help("leave `transient` out").may_go();
}
