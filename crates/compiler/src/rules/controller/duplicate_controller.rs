use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-controller",
    summary: "Two controllers of the same type have the same index.",
    why: "Devices are told which controller they hang on by its index, so each type has it once. libvirt refuses the second one; only \
          the parts of one USB controller share an index (formatdomain, Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { a: { type: sata, index: 1 }, b: { type: sata, index: 1 } } }",
        "os: { arch: x86_64, machine: pc }\n\
         devices: { controller: { a: { type: usb, index: 0, model: qemu-xhci }, b: { type: usb, index: 0, model: piix3-uhci } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { controller: { a: { type: sata, index: 1 }, b: { type: scsi, index: 1 } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut first: HashMap<(&str, u64), View> = HashMap::new();
    for controller in guest.devices("controller") {
        let (kind, Some(index)) = (controller.text("@type"), controller.number("@index")) else { continue };
        // libvirt counts the ports of such a controller at its EHCI part.
        if kind == "usb" && (!guest.is_qemu() || controller.text("@model").starts_with("ich9-uhci") || controller.is("@model", "none")) {
            continue;
        }
        if let Some(other) = first.insert((kind, index), controller) {
            let report = findings.report(controller.place("@index"), format!("there are two `{kind}` controllers with the index {index}"));
            report.related(other.place("@index"), "the other one").help("write another `index`, or leave it out");
        }
    }
}
