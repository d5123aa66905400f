use super::is_uefi;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "uefi-without-acpi",
    summary: "An x86 guest boots by UEFI and has no ACPI.",
    why: "UEFI firmware for x86 does not work without ACPI tables, and a guest has these only with the feature `acpi`. libvirt \
          refuses the one without the other (formatdomain, Hypervisor features).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35, firmware: efi }",
        "os: { arch: x86_64, machine: q35, loader: { value: /ovmf.fd, readonly: true, type: pflash } }",
    ],
    good: &["os: { arch: x86_64, machine: q35, loader: { value: /ovmf.fd, readonly: true, type: pflash } }\nfeatures: { acpi: true }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    if !guest.is_x86() || !is_uefi(guest) || domain.has("features/acpi") {
        return;
    }
    let place = if domain.has("os/@firmware") { "os/@firmware" } else { "os/loader/@type" };
    findings.report(domain.place(place), "UEFI firmware needs ACPI").help("write `features: { acpi: true }`");
}
