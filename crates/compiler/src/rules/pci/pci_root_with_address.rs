use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-root-with-address",
    summary: "A root of the PCI buses has an address.",
    why: "A root is plugged into nothing: \"pci-root and pcie-root controllers should not have an address\" (formatdomain, Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\n\
         devices: { controller: { root: { type: pci, index: 0, model: pci-root, address: { type: pci, slot: 5 } } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { controller: { root: { type: pci, index: 0, model: pci-root } } }"],
    check: Check::Each("devices/controller", check),
};

fn check(controller: View, _guest: &Guest, findings: &mut Findings) {
    if !controller.is("@type", "pci") || !controller.is_any("@model", &["pci-root", "pcie-root"]) {
        return;
    }
    if let Some(address) = controller.find("address").filter(|address| address.has("@type")) {
        findings.report(address.span(), "a root has no address").help("leave it out").needless();
    }
}
