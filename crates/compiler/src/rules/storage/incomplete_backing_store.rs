use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-backing-store",
    summary: "A backing store has a type, and no format or source.",
    why: "libvirt does not guess the format of images, since a guest could write another header into a raw one; a \
          backing store without a type ends the chain (formatdomain, Hard drives, `backingStore`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: qcow2, backingStore: { type: file, source: { file: /base.img } } } } }",
        "devices: { disk: { root: { file: /root.img, format: qcow2, backingStore: { type: file, format: { type: raw } } } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /root.img, format: qcow2, backingStore: { type: file, format: { type: raw }, source: { file: /base.img } } } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).skip(1) {
        for (name, help) in [("format", "write `format: { type: raw }`, or what the image is"), ("source", "write where the image lies")] {
            if !image.owner.has(name) {
                findings.report(image.owner.span(), format!("this backing store has no `{name}`")).help(help);
            }
        }
    }
}
