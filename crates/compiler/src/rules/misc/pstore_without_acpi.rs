use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pstore-without-acpi",
    summary: "A store of crash logs is on a machine that has no ACPI.",
    why: "The store is a table of ACPI, which the machines of s390x and PowerPC do not have (qemu_validate.c; libvirt 10.6).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { pstore: { backend: acpi-erst, path: /var/lib/erst, size: 8 KiB } }"],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { pstore: { backend: acpi-erst, path: /var/lib/erst, size: 8 KiB } }"],
    check: Check::EachQemu("devices/pstore", check),
};

fn check(pstore: View, guest: &Guest, findings: &mut Findings) {
    if guest.is_s390() || guest.is_ppc() {
        let report = findings.report(pstore.place("@backend"), "the machine has no ACPI, and no store of crash logs");
        report.related(guest.domain().place("os/type/@arch"), "the architecture").help("leave `pstore` out");
    }
}
