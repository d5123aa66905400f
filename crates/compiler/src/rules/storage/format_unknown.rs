use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "image-format-unknown-to-qemu",
    summary: "A disk has a format that QEMU cannot open.",
    why: "libvirt knows the names of more formats than QEMU reads: `cow` is gone, `dir` is a type of disk, an ISO \
          image is `raw`, and what LUKS encrypts is `raw` with `encryption` (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: cow } } }",
        "devices: { disk: { seed: { file: /seed.iso, format: iso, device: cdrom, bus: scsi } } }",
        "devices: { disk: { root: { file: /root.img, format: dir } } }",
        "devices: { disk: { root: { file: /root.img, format: luks } } }",
        "devices: { disk: { root: { file: /root.img, format: qcow2, backingStore: { type: file, format: { type: cow }, source: { file: /base.img } } } } }",
    ],
    good: &["devices: { disk: { seed: { file: /seed.iso, format: raw, device: cdrom, bus: scsi } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let Some(format) = image.format() else { continue };
        let (help, fix) = match &*format.text {
            "cow" => ("convert the image, to qcow2 perhaps", None),
            "iso" => ("write `raw`", Some("raw")),
            "luks" => ("write `raw`, and how to unlock it under `encryption`", None),
            "dir" => ("share a directory as a disk of type `dir` and format `fat`", None),
            _ => continue,
        };
        let report = findings.report(format.span, format!("QEMU does not open images of format `{}`", format.text)).help(help);
        if let Some(text) = fix {
            report.fix(format.span, text);
        }
    }
}
