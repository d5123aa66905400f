use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vhostuser-video-of-another-model",
    summary: "A video card that is not virtio runs in a vhost-user process.",
    why: "`driver: { name: vhostuser }` is for virtio cards (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { driver: { name: vhostuser }, model: vga } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { driver: { name: vhostuser }, model: virtio } } }"],
    check: Check::Each("devices/video", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if card.is("driver/@name", "vhostuser") && !matches!(model(card), "virtio" | "") {
        let message = format!("{} is a `{}`, and runs in no vhost-user process", card.label(), model(card));
        let report = findings.report(card.place("driver/@name"), message);
        report.related(card.place("model/@type"), "the card").help("write `virtio`, or leave `driver` out");
    }
}
