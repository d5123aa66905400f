use crate::rules::{Check, Findings, Group, Guest, PciRoot, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-root-of-other-machine",
    summary: "The PCI controller with the index 0 is not the root that the machine has.",
    why: "Bus 0 comes with the machine: `pcie-root` with q35 and the `virt` machines, `pci-root` with others. libvirt refuses another \
          controller there, also one that gets the index 0 because it has none and the root is not written (formatdomain, \
          Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { root: { type: pci, index: 0, model: pci-root } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { root: { type: pci, index: 0, model: pci-bridge } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { port: { type: pci, model: pcie-root-port } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { controller: { root: { type: pci, index: 0, model: pcie-root } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let root = match guest.pci_root() {
        Some(PciRoot::Pci) => "pci-root",
        Some(PciRoot::Pcie) => "pcie-root",
        _ => return,
    };
    for (_, controller) in guest.controllers("pci").into_iter().filter(|(index, _)| *index == 0) {
        let Some(model) = controller.at("@model").filter(|model| &*model.text != root) else { continue };
        let report = findings.report(model.span, format!("the PCI controller with the index 0 is a `{root}` on this machine"));
        let report = report.related(guest.domain().place("os/type/@machine"), "the machine");
        if controller.has("@index") {
            report.help(format!("write `model: {root}`, or another index"));
        } else {
            report.help(format!("write an `index`, or the root before it: `{{ type: pci, index: 0, model: {root} }}`"));
        }
    }
}
