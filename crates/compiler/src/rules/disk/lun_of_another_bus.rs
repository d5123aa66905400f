use super::{bus, bus_span, device};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "lun-on-another-bus",
    summary: "A LUN sits on another bus than scsi or virtio.",
    why: "A LUN takes SCSI commands of the guest, and only disks on these buses pass them on (formatdomain, Hard drives, \
          `device`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { lun: { block: /dev/sdb, device: lun, bus: sata } } }"],
    good: &["devices: { disk: { lun: { block: /dev/sdb, device: lun, bus: scsi } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let bus = bus(disk);
    if device(disk) != "lun" || matches!(bus, "virtio" | "scsi") {
        return;
    }
    let report = findings.report(bus_span(disk), format!("{} is a LUN on bus `{bus}`", disk.label()));
    report.related(disk.place("@device"), "a LUN").help("write `bus: scsi`").offer(disk.place("target/@bus"), "scsi");
}
