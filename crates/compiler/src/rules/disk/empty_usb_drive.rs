use super::{bus, bus_span, empty_disk::is_empty};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "empty-usb-drive",
    summary: "A drive on bus usb is empty.",
    why: "QEMU's USB disks have no media that come and go: libvirt 9.0 takes such a guest, and QEMU does not start it; newer \
          versions refuse it.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { seed: { device: cdrom, bus: usb } } }"],
    good: &["devices: { disk: { seed: { file: /seed.iso, device: cdrom, bus: usb } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if bus(disk) == "usb" && is_empty(disk) {
        let report = findings.report(bus_span(disk), format!("{} is on bus `usb`, and empty", disk.label()));
        report.help("write its source, or put it on bus `sata` or `scsi`");
    }
}
