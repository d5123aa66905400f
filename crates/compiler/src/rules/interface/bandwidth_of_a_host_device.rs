use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "bandwidth-of-a-host-device",
    summary: "An interface is passed through, and its bandwidth limited.",
    why: "The host does not see the packets of a device that the guest drives itself (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { hostdev: \"0000:06:10.1\", bandwidth: { inbound: { average: 1000 } } } } }"],
    good: &["devices: { interface: { a: { network: default, bandwidth: { inbound: { average: 1000 } } } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if kind(card) == "hostdev" && card.has("bandwidth") {
        let report =
            findings.report(card.place("bandwidth"), format!("{} is passed through, and its bandwidth cannot be limited", card.label()));
        report.related(card.place("@type"), "the type").help("leave `bandwidth` out").may_go();
    }
}
