use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vhostuser-interface-without-shared-memory",
    summary: "An interface is served by vhost-user, and the guest's memory is private.",
    why: "The switch reads packets straight from the guest's memory. Where that is not shared, the guest starts, and the interface carries nothing (formatdomain, vhost-user interface).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { interface: { lan: { vhostuser: { type: unix, path: /run/vpp/a.sock, mode: client }, model: virtio } } }"],
    good: &[r#"memoryBacking: { source: memfd, access: shared }
devices: { interface: { lan: { vhostuser: { type: unix, path: /run/vpp/a.sock, mode: client }, model: virtio } } }"#],
    check: Check::EachQemu("devices/interface", check),
};

fn check(interface: View, guest: &Guest, findings: &mut Findings) {
    if interface.is("@type", "vhostuser") && !guest.has_shared_memory() {
        let report =
            findings.report(interface.place("@type"), format!("{} carries nothing: the guest's memory is not shared", interface.label()));
        report.help("write `memoryBacking: { source: memfd, access: shared }`");
    }
}
