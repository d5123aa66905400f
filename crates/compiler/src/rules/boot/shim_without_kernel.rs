use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shim-without-kernel",
    summary: "A shim is given that verifies no kernel.",
    why: "The shim stands between UEFI and a kernel that is booted directly; without `kernel` there is nothing for it to verify, and \
          libvirt refuses it (formatdomain, Direct kernel boot).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35, firmware: efi, shim: /shim.efi }\nfeatures: { acpi: true }"],
    good: &["os: { arch: x86_64, machine: q35, firmware: efi, kernel: /vmlinuz, shim: /shim.efi }\nfeatures: { acpi: true }"],
    check: Check::EachQemu("os/shim", check),
};

fn check(shim: View, guest: &Guest, findings: &mut Findings) {
    if !guest.domain().has("os/kernel") {
        findings.report(shim.span(), "there is no kernel for this shim").help("write `kernel` beside it");
    }
}
