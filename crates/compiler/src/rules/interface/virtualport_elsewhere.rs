use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtualport-elsewhere",
    summary: "An interface has a port profile, and is on no switch.",
    why: "Port profiles go to the switch behind a network, a bridge, a macvtap device or a passed-through function \
          (formatdomain, Setting VLAN tag and the chapters before it; domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { user: {}, virtualport: openvswitch } } }"],
    good: &["devices: { interface: { a: { bridge: br0, virtualport: openvswitch } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if card.has("virtualport") && !matches!(kind(card), "network" | "bridge" | "direct" | "hostdev") {
        let report = findings.report(card.place("virtualport"), format!("{} is of type `{}`, and has no switch", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `virtualport` out").may_go();
    }
}
