use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-mem-blocks",
    summary: "The sizes of virtio-mem do not go with its blocks.",
    why: "virtio-mem grows and shrinks by blocks: a power of two, at least a huge page of the host, which divides the requested \
          size and the address. libvirt refuses other numbers, and more than the size (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 512 MiB, node: 0, requested: 256 MiB } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 512 MiB, node: 0, block: 3 MiB, requested: 3 MiB } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
os: { arch: x86_64, machine: pc }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 512 MiB, node: 0, block: 1 MiB, requested: 2 MiB } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 512 MiB, node: 0, block: 2 MiB, requested: 3 MiB } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 512 MiB, node: 0, block: 2 MiB, requested: 1 GiB } } } }"#,
    ],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 512 MiB, node: 0, block: 2 MiB, requested: 256 MiB } } } }"#],
    check: Check::Each("devices/memory", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    if !module.is("@model", "virtio-mem") {
        return;
    }
    let Some(target) = module.find("target") else { return };
    let requested = target.bytes("requested").unwrap_or(0);
    if target.bytes("size").is_some_and(|size| requested > size) {
        let report =
            findings.report(target.place("requested"), "more is requested than there is").related(target.place("size"), "all of it");
        report.help("write a size up to that of the module");
    }
    if !target.has("block") {
        findings.report(target.span(), "virtio-mem has no block size").help("write `block: 2 MiB`");
        return;
    }
    let Some(block) = target.bytes("block") else { return };
    let place = target.place("block");
    // The huge pages of other hosts have other sizes: no host has smaller ones than these.
    let least = if guest.is_x86() { 2 << 20 } else { 1 << 20 };
    if !block.is_power_of_two() {
        findings.report(place, "a block of virtio-mem is a power of two").help("write `block: 2 MiB`");
    } else if block < least {
        findings.report(place, "a block of virtio-mem is at least a huge page").help("write `block: 2 MiB`");
    } else if requested % block != 0 {
        let report = findings.report(target.place("requested"), "virtio-mem grows by whole blocks").related(place, "one block");
        report.help("write a multiple of the block size");
    } else if target.hex("address/@base").is_some_and(|base| base % block != 0) {
        let report = findings.report(target.place("address/@base"), "the address is not that of a block").related(place, "one block");
        report.help("write a multiple of the block size");
    }
}
