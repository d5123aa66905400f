use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "filter-on-a-virtual-switch",
    summary: "An interface is filtered, and on a switch that libvirt cannot filter.",
    why: "Filters are rules of the host's bridges; the packets on Open vSwitch and the other switches with a port profile do \
          not pass there (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { bridge: br0, virtualport: openvswitch, filterref: clean-traffic } } }"],
    good: &["devices: { interface: { a: { bridge: br0, filterref: clean-traffic } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(port) = card.at("virtualport/@type") else { return };
    if card.has("filterref") && matches!(kind(card), "network" | "bridge") {
        let report = findings
            .report(card.place("filterref"), format!("{} is on a switch of type `{}`, and cannot be filtered", card.label(), port.text));
        report.related(port.span, "the switch").help("leave `filterref` out").may_go();
    }
}
