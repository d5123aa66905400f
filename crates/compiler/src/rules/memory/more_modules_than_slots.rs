use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "more-modules-than-slots",
    summary: "There are more memory modules than slots.",
    why: "Each DIMM and NVDIMM takes one of the slots that `maxMemory` gives; libvirt refuses more of them (formatdomain, Memory \
          devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"maxMemory: { value: 4 GiB, slots: 1 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 } }, b: { model: dimm, target: { size: 512 MiB, node: 0 } } } }"#],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 1 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 } } } }"#],
    check: Check::EachQemu("maxMemory", check),
};

fn check(maximum: View, guest: &Guest, findings: &mut Findings) {
    let slots = maximum.number("@slots").unwrap_or(0);
    let modules = guest.devices("memory").filter(|module| module.is_any("@model", &["dimm", "nvdimm"])).count() as u64;
    if modules > slots {
        let place = if maximum.has("@slots") { maximum.place("@slots") } else { maximum.span() };
        let message = format!("{modules} memory modules do not fit into {slots} slots");
        findings.report(place, message).help(format!("write `slots: {modules}` or more"));
    }
}
