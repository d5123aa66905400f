use super::{bus, bus_span, device};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "rotation-rate-elsewhere",
    summary: "Something has a rotation rate that is no hard disk on scsi, ide or sata.",
    why: "Only these tell the guest how fast they turn (formatdomain, Hard drives, `target`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, target: { dev: vda, bus: virtio, rotation_rate: 1 } } } }",
        "devices: { disk: { seed: { file: /seed.iso, device: cdrom, target: { dev: sda, bus: scsi, rotation_rate: 1 } } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, target: { dev: sda, bus: scsi, rotation_rate: 1 } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(rate) = disk.at("target/@rotation_rate") else { return };
    let bus = bus(disk);
    let (what, place) = if !matches!(bus, "scsi" | "ide" | "sata") {
        (format!("on bus `{bus}`"), bus_span(disk))
    } else if device(disk) != "disk" {
        (format!("a {}", device(disk)), disk.place("@device"))
    } else {
        return;
    };
    let report = findings.report(rate.span, format!("{} is {what}, which has no rotation rate", disk.label()));
    report.related(place, what).help("leave `rotation_rate` out").may_go();
}
