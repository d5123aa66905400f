use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-of-another-machine",
    summary: "A video card is of a model that the machine does not have.",
    why: "s390x guests have virtio cards only (qemu_validate.c, domain capabilities).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { video: { a: { model: vga } } }"],
    good: &["os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { video: { a: { model: virtio } } }"],
    check: Check::EachQemu("devices/video", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let model = model(card);
    if guest.is_s390() && !matches!(model, "virtio" | "none" | "") {
        let message = format!("{} is a `{model}`, which s390x guests do not have", card.label());
        findings.report(card.place("model/@type"), message).help("write `virtio`").offer(card.place("model/@type"), "virtio");
    }
}
