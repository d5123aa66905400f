use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "panic-device-twice",
    summary: "Two panic devices are of one model.",
    why: "Each model reports a crash in its own way, and once (domain_postparse.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: hyperv, b: hyperv } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: hyperv, b: isa } }"],
    check: Check::Guest(check),
};

const MODELS: &[&str] = &["isa", "pseries", "hyperv", "s390", "pvpanic"];

fn check(guest: &Guest, findings: &mut Findings) {
    if guest.devices("panic").nth(1).is_none() {
        return;
    }
    for model in MODELS {
        let mut devices = guest.devices("panic").filter(|device| device.is("@model", model));
        if let (Some(first), Some(second)) = (devices.next(), devices.next()) {
            let report = findings.report(second.place("@model"), format!("two panic devices are of the model `{model}`"));
            report.related(first.place("@model"), "the other").help("leave one of them out");
        }
    }
}
