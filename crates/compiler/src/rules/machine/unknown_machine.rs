use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::nearest::nearest;

pub(super) const RULE: Rule = Rule {
    id: "unknown-machine",
    summary: "The name of an x86 machine type is misspelt.",
    why: "The short names of QEMU's machines are `pc` and `q35`, the long ones end in a version: `pc-i440fx-9.2`, `pc-q35-9.2`. libvirt \
          refuses others: \"Emulator does not support machine type\" (formatdomain, Operating system booting).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: i440fx }", "os: { arch: x86_64, machine: pc-q35 }", "os: { arch: x86_64, machine: q53 }"],
    good: &["os: { arch: x86_64, machine: q35 }", "os: { arch: x86_64, machine: pc }"],
    check: Check::Qemu(check),
};

const NAMES: &[&str] = &["pc", "q35", "isapc", "microvm"];

/// What people call machines, and their names.
const OTHERS: &[(&str, &str)] =
    &[("i440fx", "pc"), ("440fx", "pc"), ("piix", "pc"), ("pc-i440fx", "pc"), ("pc-q35", "q35"), ("ich9", "q35")];

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(machine) = guest.domain().at("os/type/@machine").filter(|_| guest.is_x86()) else { return };
    if NAMES.contains(&&*machine.text) {
        return;
    }
    // Distributions have machines of their own; what is like no other is left alone.
    let other = OTHERS.iter().find(|(name, _)| machine.text.eq_ignore_ascii_case(name)).map(|(_, known)| *known);
    if let Some(known) = other.or_else(|| nearest(&machine.text, NAMES.iter().copied())) {
        let report = findings.report(machine.span, format!("QEMU has no machine `{}` for x86", machine.text));
        report.help(format!("did you mean `{known}`?")).fix(machine.span, known);
    }
}
