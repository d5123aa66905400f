use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unfit-input-model",
    summary: "An input device has a model that it cannot have.",
    why: "Models are of virtio: libvirt refuses them on other buses, and QEMU has no transitional and non-transitional variants of its \
          virtio input devices (formatdomain, Input devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { input: { a: { type: tablet, bus: usb, model: virtio } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { input: { a: { type: tablet, bus: virtio, model: virtio-transitional } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { input: { a: { type: tablet, bus: virtio, model: virtio } } }"],
    check: Check::Each("devices/input", check),
};

fn check(input: View, guest: &Guest, findings: &mut Findings) {
    let Some(model) = input.at("@model") else { return };
    let bus = input.at("@bus").filter(|bus| &*bus.text != "virtio");
    if let Some(bus) = bus {
        let report = findings.report(model.span, format!("the model `{}` is for the virtio bus", model.text));
        report.related(bus.span, "the bus").help("write `bus: virtio`, or leave `model` out");
    } else if guest.is_qemu() && &*model.text != "virtio" && input.has("@bus") {
        let report = findings.report(model.span, "QEMU's input devices have no such variant");
        report.help("write `model: virtio`, or leave it out").fix(model.span, "virtio");
    }
}
