use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pstore-size",
    summary: "The store of crash logs has a size or an address that it cannot have.",
    why: "The error record table of ACPI is a PCI device with a power of two from 4 KiB (domain_validate.c, qemu_validate.c; \
          libvirt 10.6).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { pstore: { backend: acpi-erst, path: /var/lib/erst, size: 3 KiB } }",
        "devices: { pstore: { backend: acpi-erst, path: /var/lib/erst, size: 8 KiB, address: { type: isa, iobase: 0x500 } } }",
    ],
    good: &["devices: { pstore: { backend: acpi-erst, path: /var/lib/erst, size: 8 KiB } }"],
    check: Check::Each("devices/pstore", check),
};

fn check(pstore: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(size) = pstore.bytes("size") {
        let size = size.div_ceil(1024);
        if size < 4 || !size.is_power_of_two() {
            findings
                .report(pstore.place("size"), "the size of the store is no power of two from 4 KiB")
                .help("write for instance `64 KiB`");
        }
    }
    if let Some(address) = pstore.at("address/@type").filter(|address| !matches!(&*address.text, "pci" | "unassigned")) {
        let report = findings.report(address.span, format!("the store is a PCI device, and has an address of type `{}`", address.text));
        report.help("write `type: pci`, or leave `address` out");
    }
}
