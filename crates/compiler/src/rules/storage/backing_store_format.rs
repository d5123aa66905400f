use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "backing-store-of-another-format",
    summary: "An image has a backing store, and a format that knows none.",
    why: "qcow2, qed, qcow and vmdk know of an image below them; with another format libvirt refuses to start the \
          guest (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, backingStore: { type: file, format: { type: raw }, source: { file: /base.img } } } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /root.img, format: qcow2, backingStore: { type: file, format: { type: raw }, source: { file: /base.img } } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, backingStore: true } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let Some(store) = image.backing() else { continue };
        let format = image.qemu_format();
        if matches!(format, "raw" | "bochs" | "cloop" | "dmg" | "vpc" | "vdi" | "vhd" | "ploop") {
            let message = format!("{} is of format `{format}`, which has no backing store", image.label());
            let report = findings.report(store.owner.span(), message).help("leave `backingStore` out, or use an image of format qcow2");
            if let Some(format) = image.format() {
                report.related(format.span, "the format");
            }
        }
    }
}
