use super::device;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "target-of-another-device",
    summary: "A floppy is not called `fd…`, or a hard disk is.",
    why: "libvirt tells floppies by their targets, which begin with `fd`, and those of hard disks and LUNs do not \
          (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { boot: { file: /boot.img, format: raw, device: floppy, target: hda } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: virtio, target: fda } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { boot: { file: /boot.img, format: raw, device: floppy, target: fda } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(target) = disk.at("target/@dev") else { return };
    let is_named_floppy = target.text.starts_with("fd");
    match device(disk) {
        "floppy" if !is_named_floppy => {
            let report = findings.report(target.span, format!("{} is a floppy, and its target is no floppy's", disk.label()));
            report.related(disk.place("@device"), "a floppy").help("write a target such as `fda`");
        }
        "disk" | "lun" if is_named_floppy => {
            let report = findings.report(target.span, format!("{} is no floppy, and its target is one's", disk.label()));
            report.help("write a target such as `vda`, or `device: floppy`");
        }
        _ => {}
    }
}
