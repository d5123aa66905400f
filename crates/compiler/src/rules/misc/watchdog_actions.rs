use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "watchdog-actions",
    summary: "Two watchdogs of a QEMU guest act differently.",
    why: "QEMU has one setting for what a watchdog does; several of them share it (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { watchdog: { a: { model: itco, action: reset }, b: { model: i6300esb, action: poweroff } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { watchdog: { a: { model: itco, action: reset }, b: i6300esb } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(first) = guest.devices("watchdog").next() else { return };
    // `reset` is what libvirt takes when nothing is written.
    let action = |dog: View| dog.at("@action").map_or_else(|| "reset".to_owned(), |action| action.text.to_string());
    for dog in guest.devices("watchdog").skip(1).filter(|dog| action(*dog) != action(first)) {
        let report = findings.report(dog.place("@action"), format!("one watchdog does `{}`, and another `{}`", action(dog), action(first)));
        report.related(first.place("@action"), "the other").help(format!("write `{}`", action(first)));
    }
}
