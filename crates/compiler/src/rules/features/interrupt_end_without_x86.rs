use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "interrupt-end-without-x86",
    summary: "A guest that is no x86 one is told how interrupts end.",
    why: "The attribute `eoi` of `apic` is about a paravirtual interface of KVM on x86; libvirt refuses it for other \
          architectures (formatdomain, Hypervisor features).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: aarch64, machine: virt }
features: { apic: { eoi: on } }"#],
    good: &[r#"os: { arch: x86_64, machine: pc }
features: { apic: { eoi: on } }"#],
    check: Check::EachQemu("features/apic", check),
};

fn check(apic: View, guest: &Guest, findings: &mut Findings) {
    if let Some(eoi) = apic.at("@eoi").filter(|_| guest.is_not_x86()) {
        findings.report(eoi.span, "only x86 guests end interrupts this way").help("leave `eoi` out").may_go();
    }
}
