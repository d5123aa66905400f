use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "panic-device-address",
    summary: "A panic device has an address that its model does not have.",
    why: "The model `isa` has an ISA address, `pvpanic` a PCI address, and the others none (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: { model: hyperv, address: { type: isa, iobase: 0x505 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: { model: isa, address: \"0000:00:05.0\" } } }",
        "os: { arch: ppc64, machine: pseries }\ndevices: { panic: { a: { address: { type: isa, iobase: 0x505 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: { model: isa, address: { type: isa, iobase: 0x505 } } } }"],
    check: Check::EachQemu("devices/panic", check),
};

fn check(device: View, guest: &Guest, findings: &mut Findings) {
    let Some(address) = device.at("address/@type").filter(|address| &*address.text != "unassigned") else { return };
    let model = match device.at("@model") {
        Some(model) => &*model.text,
        None if guest.is_x86() => "isa",
        None if guest.is_pseries() => "pseries",
        None if guest.is_s390() => "s390",
        None => return,
    };
    let expected = match model {
        "isa" => Some("isa"),
        "pvpanic" => Some("pci"),
        _ => None,
    };
    if expected != Some(&*address.text) {
        let report = findings.report(address.span, format!("a panic device `{model}` has no address of type `{}`", address.text));
        report.help(
            expected
                .map_or_else(|| "leave `address` out".to_owned(), |expected| format!("write `type: {expected}`, or leave `address` out")),
        );
    }
}
