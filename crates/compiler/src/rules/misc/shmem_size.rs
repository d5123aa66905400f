use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shmem-size",
    summary: "A shared memory has a size that is no power of two from 1 MiB.",
    why: "The memory is a bar of a PCI device, whose size is a power of two (formatdomain, Shared memory device).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain, size: 3 MiB } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain, size: 512 KiB } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain, size: 4 MiB } } }"],
    check: Check::EachQemu("devices/shmem", check),
};

const LEAST: u64 = 1 << 20;

fn check(memory: View, _guest: &Guest, findings: &mut Findings) {
    let Some(size) = memory.bytes("size").filter(|size| *size != 0) else { return };
    if size < LEAST || !size.is_power_of_two() {
        let next = size.max(LEAST).checked_next_power_of_two().unwrap_or(LEAST) / LEAST;
        let report = findings.report(memory.place("size"), format!("the size of {} is no power of two from 1 MiB", memory.label()));
        report.help(format!("write for instance `{next} MiB`"));
    }
}
