use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "too-much-memory",
    summary: "Memory is larger than a 64-bit machine can count.",
    why: "QEMU counts memory in bytes with 63 bits, and libvirt rounds sizes up to whole MiB. It does not start a guest whose \
          memory is beyond that then: the size overflowed after alignment.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"memory: 1 GiB
maxMemory: { value: 9007199254740991 KiB, slots: 2 }
vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }"#],
    good: &["memory: 1 TiB"],
    check: Check::Qemu(check),
};

/// The most bytes that are left after rounding up.
const MOST: u64 = (i64::MAX as u64 >> 20) << 20;

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let cells = domain.all("cpu/numa/cell").map(|cell| (cell, "@memory"));
    let modules = guest.devices("memory").map(|module| (module, "target/size"));
    for (view, path) in [(domain, "memory"), (domain, "maxMemory")].into_iter().chain(cells).chain(modules) {
        if view.bytes(path).is_some_and(|size| size > MOST) {
            findings.report(view.place(path), "no machine has so much memory").help("write a size below 8 EiB");
        }
    }
}
