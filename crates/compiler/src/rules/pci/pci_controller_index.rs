use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-controller-index",
    summary: "The index of a PCI controller is not one that it can have.",
    why: "The index is the number of the bus that the controller makes: 0 for the root and for nothing else, 255 at most. Only pSeries \
          machines have more than one root, and there a bridge has a greater index than the bus that it is on (formatdomain, \
          Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { root: { type: pci, index: 1, model: pci-root } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { bridge: { type: pci, index: 256, model: pci-bridge } } }",
        "os: { arch: x86_64, machine: pc }\ndevices:\n  controller:\n    \
         a: { type: pci, index: 1, model: pci-bridge, address: { type: pci, bus: 2, slot: 1 } }\n    \
         b: { type: pci, index: 2, model: pci-bridge, address: { type: pci, bus: 0, slot: 5 } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { controller: { bridge: { type: pci, index: 1, model: pci-bridge } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let is_known = guest.is_qemu() && (guest.machine().is_some() || guest.arch().is_some());
    for (index, controller) in guest.controllers("pci") {
        let place = controller.place("@index");
        let is_root = controller.is_any("@model", &["pci-root", "pcie-root"]);
        if index > 255 {
            findings.report(place, "the index of a PCI controller is at most 255").help("write a smaller number");
        } else if !is_known {
            // What the machine has is not known.
        } else if is_root && index != 0 && !guest.is_pseries() {
            findings.report(place, format!("a `{}` has the index 0", controller.text("@model"))).help("write `index: 0`").fix(place, "0");
        } else if controller.is("@model", "pci-bridge") && controller.is("address/@type", "pci") {
            let Some(bus) = controller.number("address/@bus").filter(|bus| *bus >= index && index != 0) else { continue };
            let report = findings.report(place, format!("this bridge makes bus {index}, and is on bus {bus}"));
            report.related(controller.place("address/@bus"), "the bus").help("a bridge has a greater index than the bus that it is on");
        }
    }
}
