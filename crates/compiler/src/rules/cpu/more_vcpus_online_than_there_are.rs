use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "more-vcpus-online-than-there-are",
    summary: "More vCPUs are online at boot than the guest has.",
    why: "`current` of the number in `vcpu` are online, the rest waits for hotplug. libvirt refuses more (formatdomain, CPU \
          Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["vcpu: { value: 2, current: 4 }"],
    good: &["vcpu: { value: 4, current: 2 }"],
    check: Check::Each("vcpu", check),
};

fn check(vcpu: View, _guest: &Guest, findings: &mut Findings) {
    let (Some(most), Some(online)) = (vcpu.number(""), vcpu.number("@current")) else { return };
    if online > most {
        findings
            .report(vcpu.place("@current"), format!("{online} of {most} vCPUs cannot be online"))
            .related(vcpu.place(""), "all that there are")
            .help(format!("write a number up to {most}, or more vCPUs"));
    }
}
