use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "first-vcpu-offline",
    summary: "vCPU 0 is not online from the start and for good.",
    why: "The guest boots on vCPU 0: libvirt refuses it offline, hotpluggable, or in another place of the order than the first. \
          Where `vcpus` lists any vCPU, those that it does not list are offline (formatdomain, CPU Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: false }, { id: 1, enabled: true }] }"#,
        r#"vcpu: 2
vcpus: { vcpu: [{ id: 1, enabled: true }] }"#,
        r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true, hotpluggable: true }] }"#,
        r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true, order: 2 }, { id: 1, enabled: true, order: 1 }] }"#,
    ],
    good: &[r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true, hotpluggable: false, order: 1 }, { id: 1, enabled: false }] }"#],
    check: Check::EachQemu("vcpus", check),
};

fn check(vcpus: View, _guest: &Guest, findings: &mut Findings) {
    let mut listed = vcpus.all("vcpu").peekable();
    if listed.peek().is_none() {
        return;
    }
    let Some(first) = listed.filter(|vcpu| vcpu.number("@id") == Some(0)).last() else {
        let message = "vCPU 0 is offline, as it is not listed";
        findings.report(vcpus.span(), message).help("add `{ id: 0, enabled: true }`");
        return;
    };
    if first.is_off("@enabled") {
        findings
            .report(first.place("@enabled"), "vCPU 0 cannot be offline")
            .help("write `enabled: true`")
            .fix(first.place("@enabled"), "yes");
    } else if first.is_on("@hotpluggable") {
        findings
            .report(first.place("@hotpluggable"), "vCPU 0 cannot be unplugged")
            .help("write `hotpluggable: false`")
            .fix(first.place("@hotpluggable"), "no");
    } else if first.number("@order").is_some_and(|order| order > 1) {
        findings
            .report(first.place("@order"), "vCPU 0 is the first to be online")
            .help("write `order: 1`")
            .offer(first.place("@order"), "1");
    }
}
