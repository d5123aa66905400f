use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "dirty-ring-size",
    summary: "A ring of dirty pages has a size that KVM does not take, or none.",
    why: "The size is a power of two from 1024 to 65536; libvirt refuses others (formatdomain, Hypervisor features, `kvm`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["features: { kvm: { dirty-ring: { state: on, size: 1000 } } }", "features: { kvm: { dirty-ring: { state: on } } }"],
    good: &["features: { kvm: { dirty-ring: { state: on, size: 4096 } } }"],
    check: Check::Each("features/kvm/dirty-ring", check),
};

fn check(ring: View, _guest: &Guest, findings: &mut Findings) {
    if !ring.is_on("@state") {
        return;
    }
    match ring.number("@size") {
        Some(size) if (1024..=65536).contains(&size) && size.is_power_of_two() => {}
        Some(size) => {
            let near = size.clamp(1024, 65536).next_power_of_two();
            let message = "the size of a dirty ring is a power of two from 1024 to 65536";
            findings
                .report(ring.place("@size"), message)
                .help(format!("write `size: {near}`"))
                .offer(ring.place("@size"), near.to_string());
        }
        None if ring.has("@size") => {}
        None => {
            findings.report(ring.span(), "the dirty ring has no size").help("write `dirty-ring: { state: on, size: 4096 }`");
        }
    }
}
