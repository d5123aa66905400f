use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-pmem",
    summary: "Persistent memory of virtio lacks what it needs, or has what it does not take.",
    why: "virtio-pmem is a file that guest and host share; it belongs to no NUMA cell and begins at a page. libvirt refuses \
          anything else (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-pmem, access: shared, target: { size: 512 MiB } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-pmem, access: private, source: { path: /pm }, target: { size: 512 MiB } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-pmem, access: shared, discard: true, source: { path: /pm }, target: { size: 512 MiB } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-pmem, access: shared, source: { path: /pm }, target: { size: 512 MiB, node: 0 } } } }"#,
    ],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: virtio-pmem, access: shared, source: { path: /pm }, target: { size: 512 MiB } } } }"#],
    check: Check::Each("devices/memory", check),
};

fn check(module: View, _guest: &Guest, findings: &mut Findings) {
    if !module.is("@model", "virtio-pmem") {
        return;
    }
    if !module.has("source/path") {
        findings.report(module.span(), "nothing keeps the content of the module").help("name a file: `source: { path: /var/lib/pmem }`");
    }
    if module.is_on("@discard") {
        let message = "the content of persistent memory is never thrown away";
        findings.report(module.place("@discard"), message).help("leave `discard` out").may_go();
    }
    if module.is("@access", "private") {
        findings
            .report(module.place("@access"), "the host shares the memory of virtio-pmem")
            .help("write `access: shared`")
            .fix(module.place("@access"), "shared");
    }
    if module.has("target/node") {
        findings.report(module.place("target/node"), "virtio-pmem belongs to no NUMA cell").help("leave `node` out").may_go();
    }
    // Pages of all hosts are multiples of this.
    if module.hex("target/address/@base").is_some_and(|base| base % 4096 != 0) {
        let message = "virtio-pmem begins in the middle of a page";
        findings.report(module.place("target/address/@base"), message).help("write a multiple of 4096 (0x1000)");
    }
}
