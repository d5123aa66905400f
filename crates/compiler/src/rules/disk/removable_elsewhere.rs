use super::{bus, bus_span, device};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "removable-elsewhere",
    summary: "A disk is marked as removable, or not, on a bus that knows no such mark.",
    why: "Disks on bus usb have the mark, and since libvirt 9.2 hard disks on bus scsi (formatdomain, Hard drives, `target`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { data: { file: /data.img, format: raw, target: { dev: vda, bus: virtio, removable: true } } } }"],
    good: &["devices: { disk: { data: { file: /data.img, format: raw, target: { dev: sda, bus: usb, removable: true } } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(removable) = disk.at("target/@removable") else { return };
    let bus = bus(disk);
    if bus != "usb" && !(bus == "scsi" && device(disk) == "disk") {
        let report =
            findings.report(removable.span, format!("{} has `removable`, which only disks on bus `usb` or `scsi` have", disk.label()));
        report.related(bus_span(disk), format!("the bus is `{bus}`")).help("leave `removable` out").may_go();
    }
}
