use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-bus-numbers-used-up",
    summary: "No bus number is left for an expander bus that has none.",
    why: "libvirt numbers expander buses downwards, two below the lowest that is written, and the root is 0: beside `busNr: 1` or `2` \
          there is none left, and it refuses the guest: \"No free busNr lower than current lowest busNr\".",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices:\n  controller:\n    \
         a: { type: pci, index: 1, model: pci-expander-bus, target: { busNr: 2 } }\n    b: { type: pci, index: 2, model: pci-expander-bus }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices:\n  controller:\n    \
         a: { type: pci, index: 1, model: pci-expander-bus, target: { busNr: 254 } }\n    b: { type: pci, index: 2, model: pci-expander-bus }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let expanders =
        || guest.devices("controller").filter(|controller| controller.is_any("@model", &["pci-expander-bus", "pcie-expander-bus"]));
    if !expanders().any(|expander| !expander.has("target/@busNr")) {
        return;
    }
    let lowest = expanders().filter_map(|expander| Some((expander.number("target/@busNr")?, expander))).min_by_key(|(number, _)| *number);
    let mut free = lowest.map_or(256, |(number, _)| number);
    for expander in expanders().filter(|expander| !expander.has("target/@busNr")) {
        if free <= 2 {
            let report = findings.report(expander.place("@model"), "no bus number is left for this expander bus");
            let report =
                lowest.into_iter().fold(report, |report, (_, other)| report.related(other.place("target/@busNr"), "the lowest one"));
            report.help("write a `busNr`, or greater ones at the others");
            return;
        }
        free -= 2;
    }
}
