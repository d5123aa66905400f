use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vlan-elsewhere",
    summary: "An interface has VLAN tags, and a connection that cannot set them.",
    why: "Tags are set by bridges, networks, passed-through functions and macvtap devices in mode `passthrough` (formatdomain, \
          Setting VLAN tag; domain_validate.c since 11.0).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { user: {}, vlan: { tag: [42] } } } }",
        "devices: { interface: { a: { direct: { dev: eth0, mode: bridge }, vlan: { tag: [42] } } } }",
    ],
    good: &[
        "devices: { interface: { a: { direct: { dev: eth0, mode: passthrough }, vlan: { tag: [42] } }, b: { bridge: br0, virtualport: openvswitch, vlan: { tag: [42] } } } }",
    ],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if !card.has("vlan/tag") || matches!(kind(card), "hostdev" | "network" | "bridge") {
        return;
    }
    let is_passthrough = kind(card) == "direct" && card.is("source/@mode", "passthrough");
    if !is_passthrough {
        let report = findings.report(card.place("vlan"), format!("{} is of type `{}`, and cannot set VLAN tags", card.label(), kind(card)));
        let help = if kind(card) == "direct" { "write `mode: passthrough` in the source, or leave `vlan` out" } else { "leave `vlan` out" };
        report.related(card.place("@type"), "the type").help(help);
    }
}
