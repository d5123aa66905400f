use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "maximum-below-memory",
    summary: "The ceiling of memory is below what the guest has from the start.",
    why: "`maxMemory` covers the memory at boot and the modules that are plugged in. libvirt refuses one that is smaller than \
          `memory`, or than the NUMA cells together (formatdomain, Memory Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"memory: 4 GiB
maxMemory: { value: 2 GiB, slots: 4 }
vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 4 GiB }] } }"#],
    good: &[r#"memory: 2 GiB
maxMemory: { value: 4 GiB, slots: 4 }
vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 2 GiB }] } }"#],
    check: Check::Each("maxMemory", check),
};

fn check(maximum: View, guest: &Guest, findings: &mut Findings) {
    let Some(most) = maximum.bytes("") else { return };
    let domain = guest.domain();
    // Where cells give the memory, libvirt adds the modules; where they do not, `memory` covers them.
    let cells = domain.all("cpu/numa/cell").filter_map(|cell| cell.bytes("@memory")).fold(0u64, u64::saturating_add);
    let memory = domain.bytes("memory").filter(|memory| *memory > 0);
    let least = match memory {
        Some(memory) if cells > 0 => memory.min(cells),
        Some(memory) => memory,
        None => cells,
    };
    if most < least {
        let report = findings.report(maximum.place(""), "the guest begins with more memory than it can ever have");
        let report = report.help("write a size that covers the memory at boot and the modules to come");
        match domain.find("memory") {
            Some(memory) => report.related(memory.place(""), "memory at boot"),
            None => report,
        };
    }
}
