use super::device;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "empty-disk",
    summary: "A disk has no source.",
    why: "Only drives with exchangeable media may be empty: CD-ROMs and floppies (formatdomain, Hard drives, `source`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { bus: virtio } } }"],
    good: &["devices: { disk: { root: { file: /root.img, format: raw } } }", "devices: { disk: { seed: { device: cdrom, bus: scsi } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if device(disk) == "disk" && is_empty(disk) {
        let report = findings.report(disk.place("source"), format!("{} has no source", disk.label()));
        report.help("write where its data lies, such as `file: /images/root.qcow2`");
    }
}

/// Whether libvirt finds nothing to open. What sources of other types lack is refused elsewhere.
pub(super) fn is_empty(disk: View) -> bool {
    let Some(source) = disk.find("source") else { return true };
    let path = match disk.at("@type").map_or("file", |kind| &kind.text) {
        "file" => "@file",
        "block" => "@dev",
        "dir" => "@dir",
        _ => return false,
    };
    source.text(path).is_empty()
}
