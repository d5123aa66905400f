use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "modules-above-memory",
    summary: "Memory modules are larger than the memory that they are a part of.",
    why: "Where no NUMA cells say otherwise, `memory` is all of the guest's memory, its modules included. libvirt refuses \
          modules that are more, and leave nothing to boot with (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"memory: 1 GiB
maxMemory: { value: 8 GiB, slots: 4 }
os: { arch: ppc64, machine: pseries }
devices: { memory: { a: { model: dimm, target: { size: 2 GiB } } } }"#],
    good: &[r#"memory: 3 GiB
maxMemory: { value: 8 GiB, slots: 4 }
os: { arch: ppc64, machine: pseries }
devices: { memory: { a: { model: dimm, target: { size: 2 GiB } } } }"#],
    check: Check::Each("devices", check),
};

fn check(devices: View, guest: &Guest, findings: &mut Findings) {
    let Some(first) = devices.find("memory") else { return };
    if guest.numa_cells() > 0 {
        return;
    }
    let Some(memory) = guest.domain().bytes("memory") else { return };
    let modules = devices.all("memory").filter_map(|module| module.bytes("target/size")).fold(0u64, u64::saturating_add);
    if modules >= memory {
        let message = "the memory modules leave no memory to boot with";
        let report = findings.report(guest.domain().place("memory"), message).related(first.span(), "a module");
        report.help("write the size of all memory, the modules included");
    }
}
