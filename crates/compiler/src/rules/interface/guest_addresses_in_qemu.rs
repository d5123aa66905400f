use super::{is_passt, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "guest-addresses-in-qemu",
    summary: "An interface of a QEMU guest sets addresses that QEMU cannot set in the guest.",
    why: "The user-mode network hands out one IPv4 address with a prefix from 4 to 27 and one IPv6 address with the prefix 64; \
          other interfaces of QEMU guests have no addresses, and none has routes or peers (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, ip: [{ address: 192.168.122.5, prefix: 24 }] } } }",
        "devices: { interface: { a: { user: {}, ip: [{ address: 10.0.2.15, prefix: 28 }] } } }",
        "devices: { interface: { a: { user: {}, ip: [{ address: \"fd00::15\", prefix: 80 }] } } }",
        "devices: { interface: { a: { user: {}, ip: [{ address: 10.0.2.15 }, { address: 10.0.2.16 }] } } }",
        "devices: { interface: { a: { user: {}, route: [{ address: 192.168.0.0, prefix: 24, gateway: 10.0.2.2 }] } } }",
    ],
    good: &[
        "devices: { interface: { a: { user: {}, ip: [{ address: 10.0.2.15, prefix: 24 }, { family: ipv6, address: \"fd00::15\", prefix: 64 }] } } }",
    ],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(route) = card.find("route") {
        findings
            .report(route.span(), format!("{} sets a route in the guest, which QEMU cannot", card.label()))
            .help("leave `route` out")
            .may_go();
    }
    let is_user = kind(card) == "user" || (kind(card) == "vhostuser" && is_passt(card));
    let mut earlier = [None, None];
    for ip in card.all("ip") {
        if !is_user {
            let report =
                findings.report(ip.span(), format!("{} sets an address in the guest, which QEMU can for type `user` only", card.label()));
            report.related(card.place("@type"), "the type").help("leave `ip` out").may_go();
            return;
        }
        if let Some(peer) = ip.at("@peer") {
            findings
                .report(peer.span, format!("{} sets a peer in the guest, which QEMU cannot", card.label()))
                .help("leave `peer` out")
                .may_go();
        }
        let Some(address) = ip.at("@address") else { continue };
        let is_v4 = address.text.parse::<std::net::Ipv4Addr>().is_ok();
        let family = if is_v4 { "IPv4" } else { "IPv6" };
        if let Some(other) = earlier[usize::from(is_v4)].replace(address.span) {
            let report = findings.report(address.span, format!("{} has a second {family} address", card.label()));
            report.related(other, "the first").help("leave one of them out");
        }
        let fits = |prefix: u64| if is_v4 { prefix == 0 || (4..=27).contains(&prefix) || prefix > 32 } else { prefix == 0 || prefix == 64 };
        if ip.number("@prefix").is_some_and(|prefix| !fits(prefix)) {
            let report =
                findings.report(ip.place("@prefix"), format!("the prefix of `{}` does not fit the user-mode network", address.text));
            report.help(if is_v4 { "write a number from 4 to 27" } else { "write 64" });
        }
    }
}
