use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-bus-without-numa-node",
    summary: "A PCI bus belongs to a NUMA node that the guest does not have, or cannot belong to one.",
    why: "Expander buses, and all roots of a pSeries guest but the first, can be near one of the guest's NUMA cells. libvirt refuses \
          `node` at other controllers, and numbers without a cell in `cpu/numa` (formatdomain, Controllers, `node`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\n\
         devices: { controller: { far: { type: pci, index: 1, model: pci-expander-bus, target: { busNr: 10, node: 1 } } } }",
        "os: { arch: x86_64, machine: pc }\ncpu: { numa: { cell: [{ id: 0, cpus: 0, memory: 1 GiB }] } }\n\
         devices: { controller: { root: { type: pci, index: 0, model: pci-root, target: { node: 0 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ncpu: { numa: { cell: [{ id: 0, cpus: 0, memory: 1 GiB }] } }\n\
         devices: { controller: { far: { type: pci, index: 1, model: pci-expander-bus, target: { busNr: 10, node: 0 } } } }"],
    check: Check::Each("devices/controller", check),
};

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    if !controller.is("@type", "pci") {
        return;
    }
    let Some(node) = controller.at("target/node") else { return };
    let model = controller.text("@model");
    let is_far_root = model == "pci-root" && guest.is_pseries();
    let cells = guest.numa_cells();
    if controller.number("@index") == Some(0) {
        findings.report(node.span, "the first bus belongs to no NUMA node").help("leave `node` out").may_go();
    } else if !guest.is_qemu() {
        // What else a bus is, its driver knows.
    } else if !is_far_root && !matches!(model, "pci-expander-bus" | "pcie-expander-bus") {
        findings.report(node.span, format!("a `{model}` belongs to no NUMA node")).help("put it on an expander bus that does");
    } else if node.text.parse().is_ok_and(|node: u64| node >= cells) {
        let report = findings.report(node.span, format!("the guest has no NUMA node {}", node.text));
        report.help(format!("it has {cells} in `cpu/numa`, counted from 0"));
    }
}
