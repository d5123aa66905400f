use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "more-queues-than-vcpus",
    summary: "A device has more queues than the guest has vCPUs.",
    why: "A guest uses one queue for each vCPU. What is beyond takes memory, interrupts and threads of the host, and does nothing (formatdomain, `queues`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
devices: { interface: { lan: { bridge: br0, model: virtio, driver: { queues: 8 } } } }"#,
        r#"vcpu: 2
devices: { disk: { root: { file: /a.raw, format: raw, driver: { queues: 4 } } } }"#,
    ],
    good: &[r#"vcpu: 8
devices: { interface: { lan: { bridge: br0, model: virtio, driver: { queues: 8 } } } }"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let vcpus = guest.domain().number("vcpu").unwrap_or(1);
    for kind in ["interface", "disk", "controller"] {
        for device in guest.devices(kind) {
            let Some(queues) = device.at("driver/@queues") else { continue };
            if queues.text.parse::<u64>().is_ok_and(|count| count > vcpus) {
                let report =
                    findings.report(queues.span, format!("{} has {} queues, and the guest {vcpus} vCPUs", device.label(), queues.text));
                report
                    .related(guest.domain().place("vcpu"), "so many vCPUs")
                    .help(format!("write `queues: {vcpus}`"))
                    .offer(queues.span, vcpus.to_string());
            }
        }
    }
}
