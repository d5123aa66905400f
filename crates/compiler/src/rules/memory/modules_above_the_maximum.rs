use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "modules-above-the-maximum",
    summary: "The memory modules and the memory at boot are more than the ceiling.",
    why: "What lies between the memory at boot and `maxMemory` is the room for modules; libvirt's QEMU driver refuses modules \
          that do not fit (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"maxMemory: { value: 2 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 2 GiB, node: 0 } } } }"#],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 2 GiB, node: 0 } } } }"#],
    check: Check::EachQemu("maxMemory", check),
};

fn check(maximum: View, guest: &Guest, findings: &mut Findings) {
    let Some(most) = maximum.bytes("") else { return };
    let modules = guest.devices("memory").filter_map(|module| module.bytes("target/size")).fold(0u64, u64::saturating_add);
    let cells = guest.domain().all("cpu/numa/cell").filter_map(|cell| cell.bytes("@memory")).fold(0u64, u64::saturating_add);
    // Without cells, `memory` covers the modules.
    if modules > 0 && cells.saturating_add(modules) > most {
        findings.report(maximum.place(""), "the memory modules do not fit below this ceiling").help(format!(
            "write at least {} MiB, which the NUMA cells and the modules have together",
            cells.saturating_add(modules) >> 20
        ));
    }
}
