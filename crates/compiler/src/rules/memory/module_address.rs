use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "module-address",
    summary: "A memory module has an address of a kind that it does not take.",
    why: "virtio-pmem and virtio-mem are PCI devices (virtio-mem on s390 one of the channels), and SGX memory has no place of \
          its own. libvirt refuses other addresses (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-mem, target: { size: 512 MiB, node: 0, block: 2 MiB, requested: 2 MiB }, address: { type: dimm, slot: 0 } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: sgx-epc, target: { size: 64 MiB }, address: "0000:00:05.0" } } }"#,
    ],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 }, address: { type: dimm, slot: 0 } } } }"#],
    check: Check::Each("devices/memory", check),
};

/// Which addresses the models take.
const ADDRESSES: &[(&str, &[&str])] = &[("virtio-pmem", &["pci"]), ("virtio-mem", &["pci", "ccw"]), ("sgx-epc", &[])];

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    let Some(address) = module.at("address/@type") else { return };
    // libvirt takes a `pci` address without a slot for none.
    if &*address.text == "pci" && !module.has("address/@slot") && !module.has("address/@bus") {
        return;
    }
    let model = module.text("@model");
    let Some((_, known)) = ADDRESSES.iter().find(|(known, _)| *known == model) else { return };
    // Of the others, QEMU's driver alone says so.
    if known.contains(&&*address.text) || !known.is_empty() && !guest.is_qemu() {
        return;
    }
    let message = format!("a memory module of model `{model}` has no `{}` address", address.text);
    let report = findings.report(address.span, message).related(module.place("@model"), "this model");
    match known.first() {
        Some(first) => report.help(format!("write `type: {first}`, or leave the address out")),
        None => report.help("leave the address out").needless_at(module.find("address").map_or(address.span, View::span)),
    };
}
