use super::{is_primary, model};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "secondary-video-model",
    summary: "A video card of a QEMU guest that is not the primary one is neither qxl nor virtio.",
    why: "The other models have a VGA part, of which a guest has one (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: vga }, b: { model: vga } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: cirrus }, b: { model: { type: virtio, primary: true } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: vga }, b: { model: virtio } } }"],
    check: Check::EachQemu("devices/video", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let model = model(card);
    if !matches!(model, "qxl" | "virtio" | "none" | "") && !is_primary(card, guest) {
        let report = findings.report(card.place("model/@type"), format!("{} is a `{model}`, and not the primary card", card.label()));
        report.help("write `virtio` or `qxl`");
    }
}
