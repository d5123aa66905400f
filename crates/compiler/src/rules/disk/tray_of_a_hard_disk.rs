use super::device;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tray-of-a-hard-disk",
    summary: "A hard disk or LUN has an open tray.",
    why: "Only CD-ROM and floppy drives have a tray (formatdomain, Hard drives, `target`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /root.img, format: raw, target: { dev: vda, tray: open } } } }"],
    good: &["devices: { disk: { seed: { file: /seed.iso, device: cdrom, target: { dev: sda, bus: scsi, tray: open } } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(tray) = disk.at("target/@tray").filter(|tray| &*tray.text == "open") else { return };
    if !matches!(device(disk), "cdrom" | "floppy") {
        findings.report(tray.span, format!("{} has no tray that could be open", disk.label())).help("leave `tray` out").needless();
    }
}
