use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "watchdog-twice",
    summary: "A QEMU guest has two watchdogs of a model that there is one of.",
    why: "Of the models only `i6300esb` is a card that can be plugged in more than once (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: ib700, b: ib700 } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: ib700, b: i6300esb } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut before: Vec<View> = Vec::new();
    for dog in guest.devices("watchdog") {
        let Some(model) = dog.at("@model").filter(|model| &*model.text != "i6300esb") else { continue };
        if let Some(other) = before.iter().find(|other| other.is("@model", &model.text)) {
            let report = findings.report(model.span, format!("a guest has one watchdog `{}` at most", model.text));
            report.related(other.place("@model"), "this is one").help("keep one of them, or write `i6300esb`");
        }
        before.push(dog);
    }
}
