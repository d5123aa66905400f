use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "memory-devices-overlap",
    summary: "Two memory modules have one slot, or lie at one place in the guest's memory.",
    why: "A slot holds one module, and a place in the guest's memory belongs to one. libvirt refuses modules that share either \
          (formatdomain, Memory devices, `address`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, slot: 0 } }, b: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, slot: 0 } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 1 GiB, node: 0, block: 2 MiB, requested: 2 MiB, address: { base: "0x140000000" } } }, b: { model: virtio-mem, target: { size: 1 GiB, node: 0, block: 2 MiB, requested: 2 MiB, address: { base: "0x170000000" } } } } }"#,
    ],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, slot: 0, base: "0x100000000" } }, b: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, slot: 1, base: "0x120000000" } } } }"#],
    check: Check::Each("devices", check),
};

fn check(devices: View, _guest: &Guest, findings: &mut Findings) {
    let mut modules = devices.all("memory").peekable();
    if modules.peek().is_none() {
        return;
    }
    let mut slots: HashMap<u64, View> = HashMap::new();
    let mut places: Vec<(u64, u64, View)> = Vec::new();
    for module in modules {
        let is_dimm = module.is_any("@model", &["dimm", "nvdimm"]) && module.is("address/@type", "dimm");
        if is_dimm && let Some(slot) = module.number("address/@slot") {
            match slots.get(&slot) {
                Some(first) => {
                    let report = findings.report(module.place("address/@slot"), format!("two memory modules stand in slot {slot}"));
                    report.related(first.place("address/@slot"), "already here").help("write another slot");
                }
                None => drop(slots.insert(slot, module)),
            }
        }
        places.extend(place(module).map(|(first, last)| (first, last, module)));
    }
    places.sort_by_key(|(first, ..)| *first);
    for pair in places.windows(2) {
        let [(_, end, lower), (start, _, upper)] = pair else { continue };
        if start < end {
            let report = findings.report(upper.place(base(*upper)), "two memory modules lie at one place in the guest's memory");
            let report = report.related(lower.place(base(*lower)), format!("this one reaches to {end:#x}"));
            report.help(format!("write an address from {end:#x} on"));
        }
    }
}

fn base(module: View) -> &'static str {
    if module.is_any("@model", &["virtio-mem", "virtio-pmem"]) { "target/address/@base" } else { "address/@base" }
}

/// From where to where a module lies, when that is written.
fn place(module: View) -> Option<(u64, u64)> {
    if module.is("@model", "sgx-epc") {
        return None;
    }
    let path = base(module);
    let start = module.hex(path).filter(|start| *start > 0)?;
    // The label of an NVDIMM is no part of the memory.
    let label = module.bytes("target/label/size").unwrap_or(0);
    let align = module.bytes("source/alignsize").filter(|align| *align > 0).unwrap_or(4096);
    let size = module.bytes("target/size")?.saturating_sub(label.checked_next_multiple_of(align)?);
    Some((start, start.checked_add(size)?))
}
