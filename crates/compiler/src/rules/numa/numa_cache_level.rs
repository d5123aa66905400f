use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "numa-cache-level",
    summary: "A NUMA cell has a cache of a level that no cache has.",
    why: "Memory-side caches have a level from 1 to 3; libvirt refuses others (formatdomain, ACPI Heterogeneous Memory Attribute \
          Table).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB, cache: [{ level: 4, associativity: direct, policy: writeback, size: { value: 10 KiB }, line: { value: 8 B } }] }] } }"#,
        r#"cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB, cache: [{ level: 0, associativity: direct, policy: writeback, size: { value: 10 KiB }, line: { value: 8 B } }] }] } }"#,
    ],
    good: &[
        r#"cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB, cache: [{ level: 1, associativity: direct, policy: writeback, size: { value: 10 KiB }, line: { value: 8 B } }] }] } }"#,
    ],
    check: Check::Each("cpu/numa/cell", check),
};

fn check(cell: View, _guest: &Guest, findings: &mut Findings) {
    for cache in cell.all("cache") {
        if let Some(level) = cache.number("@level").filter(|level| !(1..=3).contains(level)) {
            findings.report(cache.place("@level"), format!("there are no caches of level {level}")).help("write a level from 1 to 3");
        }
    }
}
