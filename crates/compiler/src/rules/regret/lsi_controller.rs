use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-on-lsi-controller",
    summary: "A SCSI disk of an x86 guest hangs on a controller without a model.",
    why: "libvirt then emulates an LSI 53C895A of 2000, which current Windows and enterprise Linux have no driver for: they do not find the disk (formatdomain, Controllers, `model`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
devices: { disk: { root: { file: /a.qcow2, format: qcow2, bus: scsi } } }"#],
    good: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
devices:
  disk: { root: { file: /a.qcow2, format: qcow2, bus: scsi } }
  controller: { scsi: { type: scsi, model: virtio-scsi } }"#],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    let is_scsi = disk.is("target/@bus", "scsi") && (!disk.has("@device") || disk.is_any("@device", &["disk", "lun"]));
    let is_chosen = |controller: View| controller.is("@type", "scsi") && controller.has("@model");
    if !is_scsi || !guest.is_x86() || guest.devices("controller").any(is_chosen) {
        return;
    }
    let report = findings.report(disk.place("target/@bus"), format!("{} hangs on an LSI 53C895A, which libvirt adds", disk.label()));
    report.help("write under `controller`: `scsi: { type: scsi, model: virtio-scsi }`");
}
