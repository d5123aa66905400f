use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-serial-cut-short",
    summary: "The serial number of a disk is longer than guests see.",
    why: "virtio, IDE and SATA carry 20 characters, and QEMU cuts off the rest: `/dev/disk/by-id` in the guest has another name than expected, and disks that differ at the end only are one.",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { data: { file: /a.qcow2, format: qcow2, serial: 5f5a1e28-6c4b-4e12-8d27-1c0f3e7d9a10 } } }"],
    good: &["devices: { disk: { data: { file: /a.qcow2, format: qcow2, serial: 5f5a1e28-6c4b-4e12 } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(serial) = disk.at("serial").filter(|serial| serial.text.len() > 20) else { return };
    let is_cut = disk.is_any("target/@bus", &["virtio", "ide", "sata"]) || disk.text("target/@dev").starts_with("vd");
    if is_cut {
        let seen: String = serial.text.chars().take(20).collect();
        findings
            .report(serial.span, format!("the guest sees 20 characters of the serial number of {}", disk.label()))
            .help(format!("it sees `{seen}`"));
    }
}
