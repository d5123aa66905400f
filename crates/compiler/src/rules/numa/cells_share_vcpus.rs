use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cells-share-vcpus",
    summary: "A vCPU is in two NUMA cells of the guest.",
    why: "Each vCPU is near to the memory of one cell; libvirt refuses cells that share one (formatdomain, Guest NUMA node \
          topology).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"vcpu: 4
cpu: { numa: { cell: [{ cpus: 0-2, memory: 512 MiB }, { cpus: 2-3, memory: 512 MiB }] } }"#],
    good: &[r#"vcpu: 4
cpu: { numa: { cell: [{ cpus: 0-1, memory: 512 MiB }, { cpus: 2-3, memory: 512 MiB }] } }"#],
    check: Check::Each("cpu/numa", check),
};

fn check(numa: View, _guest: &Guest, findings: &mut Findings) {
    let mut taken = Set::empty();
    for cell in numa.all("cell") {
        let Some(cpus) = Set::parse(cell.text("@cpus")) else { continue };
        if let Some(shared) = taken.common(&cpus) {
            let holds = |other: &View| Set::parse(other.text("@cpus")).is_some_and(|cpus| cpus.contains(shared));
            let message = format!("vCPU {shared} is in two NUMA cells");
            let report = findings.report(cell.place("@cpus"), message).help("write each vCPU in one cell");
            if let Some(first) = numa.all("cell").find(holds) {
                report.related(first.place("@cpus"), "also here");
            }
            return;
        }
        taken.extend(&cpus);
    }
}
