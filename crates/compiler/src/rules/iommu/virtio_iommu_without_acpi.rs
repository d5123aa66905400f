use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-iommu-without-acpi",
    summary: "A guest has a virtio IOMMU and no ACPI.",
    why: "The guest learns from an ACPI table which devices the IOMMU serves; libvirt refuses it without ACPI (formatdomain, IOMMU \
          devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35 }\ndevices: { iommu: { model: virtio } }"],
    good: &["os: { arch: x86_64, machine: q35 }\nfeatures: { acpi: true }\ndevices: { iommu: { model: virtio } }"],
    check: Check::EachQemu("devices/iommu", check),
};

fn check(iommu: View, guest: &Guest, findings: &mut Findings) {
    if iommu.is("@model", "virtio") && !guest.domain().has("features/acpi") {
        findings.report(iommu.place("@model"), "a virtio IOMMU needs ACPI").help("write `features: { acpi: true }`");
    }
}
