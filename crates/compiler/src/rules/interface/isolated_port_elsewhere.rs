use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "isolated-port-elsewhere",
    summary: "An interface is isolated, and on no port of a Linux bridge.",
    why: "The host's bridges isolate their ports; Open vSwitch and other connections do not know it (formatdomain, Isolating \
          guests' network traffic from each other).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { user: {}, port: { isolated: true } } } }",
        "devices: { interface: { a: { bridge: br0, virtualport: openvswitch, port: { isolated: true } } } }",
    ],
    good: &["devices: { interface: { a: { bridge: br0, port: { isolated: true } } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(isolated) = card.at("port/@isolated").filter(|isolated| &*isolated.text == "yes") else { return };
    if !matches!(kind(card), "network" | "bridge") {
        let report = findings.report(isolated.span, format!("{} is of type `{}`, and on no bridge", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `port` out").may_go();
    } else if let Some(port) = card.at("virtualport/@type") {
        let report =
            findings.report(isolated.span, format!("{} is on a switch of type `{}`, which isolates no ports", card.label(), port.text));
        report.related(port.span, "the switch").help("leave `port` out").may_go();
    }
}
