use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "single-vcpus-without-qemu",
    summary: "The state of single vCPUs is given to a driver that knows only their number.",
    why: "libvirt's QEMU driver keeps vCPUs apart; the drivers of other hypervisors refuse `vcpus` (formatdomain, CPU \
          Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"type: lxc
os: { type: { value: exe }, init: /sbin/init }
vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true }] }"#],
    good: &[r#"type: kvm
vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true }] }"#],
    check: Check::Each("vcpus", check),
};

fn check(vcpus: View, guest: &Guest, findings: &mut Findings) {
    let Some(kind) = guest.domain().at("@type").filter(|_| !guest.is_qemu() && guest.driver().is_some()) else { return };
    if vcpus.has("vcpu") {
        let message = format!("a guest of type `{}` has no single vCPUs", kind.text);
        findings.report(vcpus.span(), message).help("write their number alone: `vcpu: { value: 4, current: 2 }`");
    }
}
