use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "acpi-without-machine-support",
    summary: "ACPI is asked for on a machine that has none.",
    why: "Of QEMU's machines, those of x86 and the `virt` of Arm, RISC-V and LoongArch have ACPI tables; those of s390 and the \
          boards of Arm and RISC-V have none. libvirt refuses the feature for others when QEMU says so, which it does from \
          version 8.0 on (formatdomain, Hypervisor features).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
features: { acpi: true }"#,
        r#"os: { arch: aarch64, machine: borzoi }
features: { acpi: true }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: pc }
features: { acpi: true }"#],
    check: Check::EachQemu("features/acpi", check),
};

fn check(acpi: View, guest: &Guest, findings: &mut Findings) {
    let is_board = (guest.is_arm() || guest.is_riscv()) && guest.machine().is_some() && !guest.is_virt();
    if !is_board && !guest.is_s390() {
        return;
    }
    let report = findings.report(acpi.span(), "this machine has no ACPI").help("leave `acpi` out").may_go();
    let domain = guest.domain();
    if let Some(machine) = domain.at("os/type/@machine").or_else(|| domain.at("os/type/@arch")) {
        report.related(machine.span, "the machine");
    }
}
