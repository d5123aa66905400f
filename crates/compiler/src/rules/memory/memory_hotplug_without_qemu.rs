use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "memory-hotplug-without-qemu",
    summary: "A driver that cannot plug in memory is given room or modules for that.",
    why: "libvirt's drivers of other hypervisors than QEMU refuse `maxMemory` and memory devices (formatdomain, Memory Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"type: lxc
os: { type: { value: exe }, init: /sbin/init }
maxMemory: { value: 4 GiB, slots: 4 }"#],
    good: &[r#"type: lxc
os: { type: { value: exe }, init: /sbin/init }
devices: { console: [{ pty: {} }] }"#],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let Some(kind) = domain.at("@type").filter(|_| !guest.is_qemu() && guest.driver().is_some()) else { return };
    for found in domain.find("maxMemory").into_iter().chain(guest.devices("memory")) {
        let message = format!("memory cannot be plugged into a guest of type `{}`", kind.text);
        findings.report(found.span(), message).related(kind.span, "this type").help("leave it out").may_go();
    }
}
