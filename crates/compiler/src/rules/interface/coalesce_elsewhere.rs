use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "coalesce-elsewhere",
    summary: "An interface coalesces interrupts, and has no tap on a network or bridge.",
    why: "libvirt sets coalescing on the tap devices of interfaces on networks and bridges (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { user: {}, coalesce: { rx: { frames: { max: 7 } } } } } }"],
    good: &["devices: { interface: { a: { bridge: br0, coalesce: { rx: { frames: { max: 7 } } } } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if card.has("coalesce/rx/frames/@max") && !matches!(kind(card), "network" | "bridge") {
        let report = findings.report(card.place("coalesce"), format!("{} is of type `{}`, and cannot coalesce", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `coalesce` out").may_go();
    }
}
