use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-heads",
    summary: "A video card of a QEMU guest drives more screens than it can.",
    why: "Only qxl and virtio cards have several `heads` (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: cirrus, heads: 2 } } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, heads: 2 } } } }"],
    check: Check::EachQemu("devices/video", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(heads) = card.number("model/@heads") else { return };
    if heads > 1 && !matches!(model(card), "qxl" | "virtio" | "none" | "") {
        let report = findings.report(card.place("model/@heads"), format!("{} is a `{}`, and drives one screen", card.label(), model(card)));
        report.related(card.place("model/@type"), "the card").help("leave `heads` out, or write `virtio`");
    }
}
