use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "directory-as-disk",
    summary: "A directory is a disk, and not a read-only one of format fat.",
    why: "QEMU makes a FAT file system of a directory for the guest to read: the format is `fat`, for directories \
          only, and the disk `readonly` (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { tools: { dir: /srv/tools, format: fat } } }",
        "devices: { disk: { tools: { dir: /srv/tools, format: raw, readonly: true } } }",
        "devices: { disk: { tools: { dir: /srv/tools, readonly: true } } }",
        "devices: { disk: { tools: { file: /srv/tools.img, format: fat } } }",
    ],
    good: &["devices: { disk: { tools: { dir: /srv/tools, format: fat, readonly: true } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let is_fat = image.format().is_some_and(|format| &*format.text == "fat");
        match image.kind() {
            "dir" => {}
            "file" | "block" | "network" | "nvme" if is_fat => {
                let span = image.format().map_or_else(|| image.place(), |format| format.span);
                let report = findings.report(span, format!("{} has the format `fat`, which only a directory has", image.label()));
                report.help("write `raw`: the guest finds the file system in the image itself").fix(span, "raw");
                continue;
            }
            _ => continue,
        }
        if !is_fat {
            let span = image.format().map_or_else(|| image.place(), |format| format.span);
            let report = findings.report(span, format!("{} is a directory, and not of format `fat`", image.label()));
            let report = report.help("write `format: fat`");
            if let Some(format) = image.format() {
                report.fix(format.span, "fat");
            }
        }
        if !image.is_backing && !disk.has("readonly") && !disk.is("@device", "cdrom") {
            let report = findings.report(image.place(), format!("{} is a directory, and the guest could write to it", image.label()));
            report.help("write `readonly: true` beside it, or share the directory as a `filesystem`");
        }
    }
}
