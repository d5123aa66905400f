use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ip-prefix-and-family",
    summary: "An address of an interface has another family or a longer prefix than it can have.",
    why: "IPv4 addresses have prefixes up to 32, and an address is of the `family` that is written beside it (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { ethernet: { ip: [{ address: 10.0.0.1, prefix: 33 }] } } } }",
        "devices: { interface: { a: { user: {}, ip: [{ address: 10.0.0.1, family: ipv6 }] } } }",
    ],
    good: &["devices: { interface: { a: { user: {}, ip: [{ address: 10.0.2.15, family: ipv4, prefix: 24 }] } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let source = card.find("source");
    for ip in card.all("ip").chain(source.into_iter().flat_map(|source| source.all("ip"))) {
        let Some(address) = ip.at("@address") else { continue };
        let is_v4 = address.text.parse::<std::net::Ipv4Addr>().is_ok();
        if let Some(family) = ip.at("@family").filter(|family| is_v4 != (&*family.text == "ipv4")) {
            let right = if is_v4 { "ipv4" } else { "ipv6" };
            let report = findings.report(family.span, format!("`{}` is no address of the family `{}`", address.text, family.text));
            report.related(address.span, "the address").help(format!("write `{right}`")).fix(family.span, right);
        }
        if let Some(peer) = ip.at("@peer").filter(|peer| is_v4 != peer.text.parse::<std::net::Ipv4Addr>().is_ok()) {
            let report = findings.report(peer.span, format!("`{}` and its peer `{}` are of two families", address.text, peer.text));
            report.related(address.span, "the address").help("write an address of the same family");
        }
        if is_v4 && ip.number("@prefix").is_some_and(|prefix| prefix > 32) {
            let report = findings.report(ip.place("@prefix"), format!("the prefix of `{}` is longer than an IPv4 address", address.text));
            report.help("write a number up to 32");
        }
    }
}
