use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "watchdog-address",
    summary: "A watchdog has an address that its model does not have.",
    why: "`i6300esb` is a PCI card; the other models have no address (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: { model: ib700, address: \"0000:00:05.0\" } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: { model: i6300esb, address: { type: isa, iobase: 0x500 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { watchdog: { a: { model: i6300esb, address: \"0000:00:05.0\" } } }"],
    check: Check::EachQemu("devices/watchdog", check),
};

fn check(dog: View, _guest: &Guest, findings: &mut Findings) {
    let Some(address) = dog.at("address/@type").filter(|address| &*address.text != "unassigned") else { return };
    let is_card = dog.is("@model", "i6300esb");
    if is_card && &*address.text != "pci" {
        let report = findings.report(address.span, format!("{} is a PCI card, and has an address of type `{}`", dog.label(), address.text));
        report.help("write `type: pci`, or leave `address` out");
    } else if !is_card && dog.has("@model") {
        let report = findings.report(dog.place("address"), format!("{} is a `{}`, which has no address", dog.label(), dog.text("@model")));
        report.help("leave `address` out").needless();
    }
}
