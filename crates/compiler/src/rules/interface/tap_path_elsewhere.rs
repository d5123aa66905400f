use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tap-path-elsewhere",
    summary: "An interface without a tap device names the node that makes it.",
    why: "The node behind `backend: { tap: … }` opens tap devices, for interfaces on networks and bridges and for ethernet \
          links (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { hostdev: \"0000:06:12.1\", backend: { tap: /dev/mytap } } } }"],
    good: &["devices: { interface: { a: { network: default, backend: { tap: /dev/mytap } } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(tap) = card.at("backend/@tap") else { return };
    if !matches!(kind(card), "network" | "bridge" | "ethernet") {
        let report = findings.report(tap.span, format!("{} is of type `{}`, and has no tap device", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `tap` out").may_go();
    }
}
