use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "interface-of-another-hypervisor",
    summary: "An interface of a QEMU guest is of a type of VirtualBox, VMware or bhyve.",
    why: "QEMU has no interfaces of the types `internal`, `vds` and `null`: libvirt defines the guest and refuses to start it.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { internal: lan } } }", "devices: { interface: { a: { \"null\": {} } } }"],
    good: &["devices: { interface: { a: { network: default } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if matches!(kind(card), "internal" | "vds" | "null") {
        let report =
            findings.report(card.place("@type"), format!("{} is of type `{}`, which QEMU does not have", card.label(), kind(card)));
        report.help("write `network`, `bridge` or another type");
    }
}
