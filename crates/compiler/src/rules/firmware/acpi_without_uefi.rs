use super::is_uefi;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "acpi-without-uefi",
    summary: "An Arm guest has ACPI and does not boot by UEFI.",
    why: "On aarch64 the ACPI tables reach the guest through UEFI only. libvirt refuses the one without the other: \"ACPI requires \
          UEFI on this architecture\" (formatdomain, Hypervisor features).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: aarch64, machine: virt }\nfeatures: { acpi: true }"],
    good: &[
        "os: { arch: aarch64, machine: virt, loader: { value: /AAVMF.fd, readonly: true, type: pflash } }\nfeatures: { acpi: true }",
        "os: { arch: aarch64, machine: virt }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let Some(acpi) = domain.find("features/acpi") else { return };
    if guest.arch() != Some("aarch64") || is_uefi(guest) || (guest.machine().is_some() && !guest.is_virt()) {
        return;
    }
    findings.report(acpi.span(), "ACPI needs UEFI on aarch64").help("write `os: { firmware: efi }`, or leave `acpi` out");
}
