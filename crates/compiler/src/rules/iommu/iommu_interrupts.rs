use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "iommu-interrupts",
    summary: "What an IOMMU shall do with interrupts does not fit together.",
    why: "Interrupt remapping needs the I/O APIC in QEMU (`ioapic: qemu`, which libvirt chooses itself since 10.10.0), and the extended \
          interrupt mode needs interrupt remapping. libvirt refuses the one without the other (formatdomain, IOMMU devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\nfeatures: { ioapic: kvm }\ndevices: { iommu: { model: intel, driver: { intremap: true } } }",
        "os: { arch: x86_64, machine: q35 }\nfeatures: { ioapic: qemu }\ndevices: { iommu: { model: intel, driver: { eim: true } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\nfeatures: { ioapic: qemu }\n\
         devices: { iommu: { model: intel, driver: { intremap: true, eim: true } } }"],
    check: Check::Each("devices/iommu", check),
};

fn check(iommu: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = iommu.find("driver").filter(|_| iommu.is("@model", "intel")) else { return };
    let ioapic = guest.domain().at("features/ioapic/@driver").filter(|ioapic| &*ioapic.text == "kvm");
    if let Some(ioapic) = ioapic.filter(|_| driver.is_on("@intremap")) {
        let report = findings.report(driver.place("@intremap"), "interrupts are remapped only with the I/O APIC in QEMU");
        report.related(ioapic.span, "the I/O APIC in KVM").help("write `features: { ioapic: qemu }`").offer(ioapic.span, "qemu");
    }
    if driver.is_on("@eim") && !driver.is_on("@intremap") {
        let report = findings.report(driver.place("@eim"), "the extended interrupt mode needs interrupt remapping");
        report.help("write `intremap: true` beside it");
    }
}
