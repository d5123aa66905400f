use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cell-without-its-vcpus",
    summary: "A NUMA cell has a vCPU that the guest does not have.",
    why: "vCPUs are numbered from 0 to one less than what `vcpu` says; libvirt refuses cells with others (formatdomain, Guest \
          NUMA node topology).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-3, memory: 1 GiB }] } }"#,
        r#"cpu: { numa: { cell: [{ cpus: "1", memory: 1 GiB }] } }"#,
    ],
    good: &[r#"vcpu: 4
cpu: { numa: { cell: [{ cpus: 0-3, memory: 1 GiB }] } }"#],
    check: Check::Each("cpu/numa/cell", check),
};

fn check(cell: View, guest: &Guest, findings: &mut Findings) {
    let Some(cpus) = cell.at("@cpus") else { return };
    let most = guest.vcpus();
    let Some(beyond) = Set::parse(&cpus.text).and_then(|set| set.beyond(most)) else { return };
    let report = findings.report(cpus.span, format!("there is no vCPU {beyond}"));
    match guest.domain().find("vcpu") {
        Some(vcpu) => report.related(vcpu.place(""), format!("the guest has {most}")).help("write vCPUs that there are, or more of them"),
        None => report.help("without `vcpu` the guest has one: write how many there are"),
    };
}
