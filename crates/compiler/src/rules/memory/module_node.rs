use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "module-node",
    summary: "A memory module belongs to a NUMA cell that there is not, or does not say to which.",
    why: "libvirt refuses a module for a cell that the guest does not have, and with QEMU one without a cell where the guest has \
          cells, except virtio-pmem and SGX memory (formatdomain, Memory devices, `node`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 1 } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB } } } }"#,
    ],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 } } } }"#],
    check: Check::Each("devices/memory", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    let cells = guest.numa_cells();
    match module.number("target/node") {
        // With room for modules, newer versions of libvirt make a cell of their own.
        Some(0) if cells == 0 && guest.is_qemu() && guest.domain().has("maxMemory") => {}
        Some(node) if node >= cells => {
            let message = format!("there is no NUMA cell {node}");
            let report = findings.report(module.place("target/node"), message);
            match cells.checked_sub(1) {
                Some(last) => report.help(format!("cells are numbered from 0: the last one is {last}")),
                None => report.help("describe the cells under `cpu: { numa: … }`"),
            };
        }
        None if cells > 0 && guest.is_qemu() && module.is_any("@model", &["dimm", "nvdimm", "virtio-mem"]) => {
            findings.report(module.place("target"), "it is not said to which NUMA cell the module belongs").help("write `node: 0`");
        }
        _ => {}
    }
}
