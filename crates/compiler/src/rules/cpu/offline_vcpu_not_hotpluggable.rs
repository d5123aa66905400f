use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "offline-vcpu-not-hotpluggable",
    summary: "A vCPU is offline and cannot be plugged in.",
    why: "Such a vCPU could never run; libvirt refuses it (formatdomain, CPU Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true }, { id: 1, enabled: false, hotpluggable: false }] }"#],
    good: &[r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true }, { id: 1, enabled: false, hotpluggable: true }] }"#],
    check: Check::Each("vcpus/vcpu", check),
};

fn check(vcpu: View, _guest: &Guest, findings: &mut Findings) {
    if vcpu.is_off("@enabled") && vcpu.is_off("@hotpluggable") {
        findings
            .report(vcpu.place("@hotpluggable"), "a vCPU that is offline can only be plugged in")
            .related(vcpu.place("@enabled"), "offline")
            .help("write `hotpluggable: true`, or `enabled: true`");
    }
}
