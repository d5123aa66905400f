use super::device;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "copy-on-read-of-unwritten",
    summary: "A disk copies what is read into an image that is not written.",
    why: "`copy_on_read` writes into the top image what the guest reads from the backing image. A disk that is read-only, a \
          CD-ROM, a floppy and a LUN have no image to write to (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { data: { file: /data.qcow2, format: qcow2, readonly: true, driver: { copy_on_read: true } } } }",
        "devices: { disk: { seed: { file: /seed.iso, device: cdrom, bus: scsi, driver: { copy_on_read: true } } } }",
        "devices: { disk: { lun: { block: /dev/sdb, device: lun, bus: scsi, driver: { copy_on_read: true } } } }",
    ],
    good: &["devices: { disk: { data: { file: /data.qcow2, format: qcow2, driver: { copy_on_read: true } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(copy) = disk.at("driver/@copy_on_read").filter(|copy| &*copy.text == "on") else { return };
    let (what, place) = match device(disk) {
        "cdrom" => ("a CD-ROM", disk.place("@device")),
        "floppy" => ("a floppy", disk.place("@device")),
        "lun" => ("a LUN", disk.place("@device")),
        _ if disk.has("readonly") => ("read-only", disk.place("readonly")),
        _ => return,
    };
    let report = findings.report(copy.span, format!("{} is {what}, and cannot keep what is read", disk.label()));
    report.related(place, what).help("leave `copy_on_read` out").may_go();
}
