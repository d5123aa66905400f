use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "watchdog-of-another-machine",
    summary: "A watchdog is of a model that the machine does not have.",
    why: "`ib700` is a card of i440fx machines, `itco` a part of q35, `diag288` of s390x (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { watchdog: { a: ib700 } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: itco } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: diag288 } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: ib700 } }"],
    check: Check::EachQemu("devices/watchdog", check),
};

fn check(dog: View, guest: &Guest, findings: &mut Findings) {
    let (Some(model), Some(arch)) = (dog.at("@model"), guest.arch()) else { return };
    let is_there = match &*model.text {
        "ib700" => guest.is_i440fx(),
        "itco" => guest.is_q35(),
        "diag288" => guest.is_s390(),
        _ => true,
    };
    if !is_there {
        let machine = guest.machine().unwrap_or(arch);
        let report = findings.report(model.span, format!("the machine `{machine}` has no watchdog `{}`", model.text));
        report.help(if guest.is_s390() { "write `diag288`" } else { "write `i6300esb`" });
    }
}
