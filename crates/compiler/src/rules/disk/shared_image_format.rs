use super::is_readonly;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shared-image-format",
    summary: "A disk that several guests write to has a format with metadata of its own.",
    why: "Guests that write to one qcow2 image at once destroy it, since each QEMU keeps its own idea of the image's tables; \
          libvirt takes `shareable` with format raw only, unless the disk is read-only (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { data: { file: /data.qcow2, format: qcow2, shareable: true } } }"],
    good: &[
        "devices: { disk: { data: { file: /data.img, format: raw, shareable: true } } }",
        "devices: { disk: { data: { file: /data.qcow2, format: qcow2, readonly: true, shareable: true } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if !disk.has("shareable") || is_readonly(disk) {
        return;
    }
    if let Some(format) = disk.at("driver/@type").filter(|format| !matches!(&*format.text, "raw" | "aio")) {
        let report = findings.report(disk.place("shareable"), format!("{} is shared, and of format `{}`", disk.label(), format.text));
        report.related(format.span, "the format").help("use an image of format `raw`, or write `readonly: true`");
    }
}
