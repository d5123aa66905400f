use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "host-addresses-elsewhere",
    summary: "An interface that is no ethernet link has addresses or routes on the host.",
    why: "libvirt sets addresses and routes on the host's end of links of type `ethernet` only (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { network: { network: default, ip: [{ address: 192.168.122.1, prefix: 24 }] } } } }"],
    good: &["devices: { interface: { a: { ethernet: { ip: [{ address: 192.168.122.1, prefix: 24 }] } } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(source) = card.find("source") else { return };
    if kind(card) == "ethernet" {
        return;
    }
    if let Some(address) = source.find("ip").or_else(|| source.find("route")) {
        let message = format!("{} is of type `{}`, and cannot have `{}` on the host", card.label(), kind(card), address.kind());
        findings
            .report(address.span(), message)
            .related(card.place("@type"), "the type")
            .help("leave it out of the source, or write `ethernet`");
    }
}
