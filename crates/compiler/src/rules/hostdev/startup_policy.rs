use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "startup-policy-of-another-hostdev",
    summary: "A host device that is not on USB has a startup policy.",
    why: "Only USB devices may be missing when the guest starts (formatdomain, Host device assignment, \
          `startupPolicy`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { hostdev: { nic: { pci: { address: \"0000:03:00.0\", startupPolicy: optional } } } }"],
    good: &["devices: { hostdev: { key: { usb: { vendor: \"0x1234\", product: \"0xbeef\", startupPolicy: optional } } } }"],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    let Some(policy) = hostdev.at("source/@startupPolicy") else { return };
    if !hostdev.is("@type", "usb") && !hostdev.is("@mode", "capabilities") {
        let report = findings.report(policy.span, format!("{} has a startup policy, and is not on USB", hostdev.label()));
        report.related(hostdev.place("@type"), "what it is").help("leave `startupPolicy` out").may_go();
    }
}
