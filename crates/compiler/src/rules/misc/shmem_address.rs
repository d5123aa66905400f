use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shmem-address",
    summary: "A shared memory has another address than one on PCI.",
    why: "The device is a PCI card (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain, address: { type: isa, iobase: 0x500 } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain, address: \"0000:00:05.0\" } } }",
    ],
    check: Check::EachQemu("devices/shmem", check),
};

fn check(memory: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(address) = memory.at("address/@type").filter(|address| !matches!(&*address.text, "pci" | "unassigned")) {
        let report =
            findings.report(address.span, format!("{} is a PCI card, and has an address of type `{}`", memory.label(), address.text));
        report.help("write `type: pci`, or leave `address` out");
    }
}
