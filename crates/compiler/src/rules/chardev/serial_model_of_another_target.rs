use super::serial_target;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "serial-model-of-another-target",
    summary: "A serial port has a model that belongs to another kind of target.",
    why: "Each model is one kind of port: `pci-serial` goes with the target type `pci-serial`, `pl011` and `16550a` with \
          `system-serial` (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: isa-serial, model: usb-serial } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { serial: { a: { pty: {}, target: { model: pci-serial } } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { serial: { a: { pty: {}, target: { type: isa-serial, model: isa-serial } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: isa-serial, model: isa-serial } } } }"],
    check: Check::EachQemu("devices/serial", check),
};

const MODELS: &[(&str, &str)] = &[
    ("isa-serial", "isa-serial"),
    ("isa-debugcon", "isa-debug"),
    ("usb-serial", "usb-serial"),
    ("pci-serial", "pci-serial"),
    ("spapr-vty", "spapr-vio-serial"),
    ("pl011", "system-serial"),
    ("16550a", "system-serial"),
    ("sclpconsole", "sclp-serial"),
    ("sclplmconsole", "sclp-serial"),
];

fn check(serial: View, guest: &Guest, findings: &mut Findings) {
    let Some(model) = serial.at("target/model/@name") else { return };
    let Some(target) = serial_target(serial, guest) else { return };
    let Some((_, expected)) = MODELS.iter().find(|(name, _)| *name == &*model.text) else { return };
    if *expected == target {
        return;
    }
    let message = format!("the model `{}` is a `{expected}`, and {} is a `{target}`", model.text, serial.label());
    let report = findings.report(model.span, message).related(serial.place("target/@type"), format!("a `{target}`"));
    report.help(format!("write the target's `type: {expected}`, or leave `model` out"));
}
