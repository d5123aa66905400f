use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-slot",
    summary: "A memory module stands in a slot that the guest does not have, or in no slot.",
    why: "Slots are numbered from 0 to one less than what `maxMemory` says; libvirt refuses another, and an address without \
          (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"maxMemory: { value: 4 GiB, slots: 2 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, slot: 2 } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 2 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, base: "0x100000000" } } } }"#,
    ],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 2 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, slot: 1 } } } }"#],
    check: Check::Each("devices/memory", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    if !module.is("address/@type", "dimm") {
        return;
    }
    if !module.has("address/@slot") {
        findings.report(module.place("address/@type"), "it is not said in which slot the module stands").help("write `slot: 0`");
    }
    if !guest.is_qemu() || !module.is_any("@model", &["dimm", "nvdimm"]) {
        return;
    }
    let (Some(slot), Some(maximum)) = (module.number("address/@slot"), guest.domain().find("maxMemory")) else { return };
    let slots = maximum.number("@slots").unwrap_or(0);
    if slot >= slots {
        let message = format!("there is no slot {slot}");
        let report = findings.report(module.place("address/@slot"), message).related(maximum.place("@slots"), format!("{slots} slots"));
        report.help("slots are numbered from 0");
    }
}
