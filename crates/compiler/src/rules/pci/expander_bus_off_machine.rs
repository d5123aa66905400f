use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "expander-bus-off-machine",
    summary: "An expander bus is on a machine that has none of its kind.",
    why: "`pci-expander-bus` is for i440fx machines, `pcie-expander-bus` for q35 and the `virt` of Arm; libvirt refuses them elsewhere \
          (formatdomain, Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { far: { type: pci, index: 1, model: pci-expander-bus } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { far: { type: pci, index: 1, model: pcie-expander-bus } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { controller: { far: { type: pci, index: 1, model: pcie-expander-bus } } }"],
    check: Check::EachQemu("devices/controller", check),
};

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    let Some(model) = controller.at("@model").filter(|_| guest.arch().is_some()) else { return };
    let (fits, machines) = match &*model.text {
        "pci-expander-bus" => (guest.is_x86() && guest.is_i440fx(), "i440fx machines"),
        "pcie-expander-bus" => (guest.is_q35() || guest.is_arm_virt(), "q35 and Arm's `virt`"),
        _ => return,
    };
    if !fits {
        let report = findings.report(model.span, format!("a `{}` is for {machines}", model.text));
        report.related(guest.domain().place("os/type/@machine"), "the machine");
    }
}
