use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ramfb-address",
    summary: "A ramfb display has an address.",
    why: "`ramfb` is memory that firmware and guest agree on, and on no bus (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: ramfb, address: \"0000:00:02.0\" } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: ramfb } } }"],
    check: Check::Each("devices/video", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if model(card) == "ramfb" && card.has("address/@type") {
        findings
            .report(card.place("address"), format!("{} is a `ramfb`, and has an address", card.label()))
            .help("leave `address` out")
            .needless();
    }
}
