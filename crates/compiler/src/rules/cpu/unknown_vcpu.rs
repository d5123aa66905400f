use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-vcpu",
    summary: "The state of a vCPU is given that the guest does not have.",
    why: "vCPUs are numbered from 0 to one less than what `vcpu` says. libvirt refuses another number in `vcpus` (formatdomain, \
          CPU Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true }, { id: 2, enabled: false }] }"#],
    good: &[r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true }, { id: 1, enabled: false }] }"#],
    check: Check::Each("vcpus/vcpu", check),
};

fn check(vcpu: View, guest: &Guest, findings: &mut Findings) {
    let Some(id) = vcpu.number("@id") else { return };
    let most = guest.vcpus();
    if id >= most {
        let report = findings.report(vcpu.place("@id"), format!("there is no vCPU {id}"));
        let report = report.help(format!("vCPUs are numbered from 0: the last one is {}", most.saturating_sub(1)));
        if let Some(number) = guest.domain().find("vcpu") {
            report.related(number.place(""), format!("the guest has {most}"));
        }
    }
}
