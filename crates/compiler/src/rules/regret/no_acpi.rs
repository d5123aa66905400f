use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "x86-guest-without-acpi",
    summary: "An x86 guest has no ACPI.",
    why: "Without ACPI there is no power button, so that `virsh shutdown` does nothing; Linux finds one CPU only and no hotplug, and Windows does not start (formatdomain, Hypervisor features, `acpi`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc-q35-9.2 }"],
    good: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
features: { acpi: true }"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let is_pc = guest.is_q35() || guest.machine().is_some_and(|machine| machine == "pc" || machine.starts_with("pc-i440fx"));
    if is_pc && !domain.has("features/acpi") && !domain.has("qemu:commandline") {
        let report = findings.report(domain.place("os/type/@machine"), "the guest has no ACPI, so `virsh shutdown` does nothing");
        report.help("write `features: { acpi: true, apic: true }`");
    }
}
