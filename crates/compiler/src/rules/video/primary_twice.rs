use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "primary-video-twice",
    summary: "Two video cards are the primary one.",
    why: "One card shows the firmware and the start of the guest (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: qxl, primary: true } }, b: { model: { type: qxl, primary: true } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, primary: true } }, b: { model: virtio } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut primary = guest.devices("video").filter(|card| card.is("model/@primary", "yes"));
    if let (Some(first), Some(second)) = (primary.next(), primary.next()) {
        let report = findings.report(second.place("model/@primary"), "two video cards are the primary one");
        report.related(first.place("model/@primary"), "the other").help("leave `primary` out here").needless();
    }
}
