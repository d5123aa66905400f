use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "bandwidth-class",
    summary: "The bandwidth of an interface names a class of traffic.",
    why: "Networks hand out the classes; libvirt writes them down for itself, and refuses `classID` in a guest's interface \
          (netdev_bandwidth_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { network: default, bandwidth: { classID: 3, inbound: { average: 1000 } } } } }"],
    good: &["devices: { interface: { a: { network: default, bandwidth: { inbound: { average: 1000 } } } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(class) = card.at("bandwidth/@classID") {
        findings.report(class.span, format!("{} names its class of traffic", card.label())).help("leave `classID` out");
    }
}
