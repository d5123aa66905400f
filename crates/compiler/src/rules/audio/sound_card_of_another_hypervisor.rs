use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "sound-card-of-another-hypervisor",
    summary: "A sound card of a QEMU guest is one of bhyve.",
    why: "`ich7` is bhyve's sound card (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { sound: { a: { model: ich7 } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { sound: { a: { model: ich9 } } }"],
    check: Check::EachQemu("devices/sound", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if card.is("@model", "ich7") {
        findings
            .report(card.place("@model"), format!("{} is an `ich7`, which QEMU does not have", card.label()))
            .help("write `ich6` or `ich9`");
    }
}
