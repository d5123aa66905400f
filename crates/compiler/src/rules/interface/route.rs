use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::net::{IpAddr, Ipv4Addr};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "interface-route",
    summary: "A route of an interface contradicts itself.",
    why: "A route leads to a network, given by its address and either a prefix or, for IPv4, a netmask; IPv6 needs `family: \
          ipv6`, the gateway is of the same family, and bits behind the prefix are 0 (networkcommon_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { ethernet: { route: [{ address: 10.1.0.0, prefix: 40, gateway: 10.0.0.1 }] } } } }",
        "devices: { interface: { a: { ethernet: { route: [{ address: 10.1.0.0, prefix: 16, netmask: 255.255.0.0, gateway: 10.0.0.1 }] } } } }",
        "devices: { interface: { a: { ethernet: { route: [{ address: \"fd00::\", prefix: 64, gateway: \"fd00::1\" }] } } } }",
        "devices: { interface: { a: { ethernet: { route: [{ family: ipv4, address: 10.1.0.5, prefix: 16, gateway: 10.0.0.1 }] } } } }",
        "devices: { interface: { a: { ethernet: { route: [{ family: ipv4, address: 10.1.0.0, prefix: 16, gateway: \"fd00::1\" }] } } } }",
        "devices: { interface: { a: { ethernet: { route: [{ family: ipv4, address: 10.1.0.0, netmask: 255.0.255.0, gateway: 10.0.0.1 }] } } } }",
    ],
    good: &["devices: { interface: { a: { ethernet: { route: [{ family: ipv4, address: 10.1.0.0, prefix: 16, gateway: 10.0.0.1 }] } } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let source = card.find("source");
    for route in card.all("route").chain(source.into_iter().flat_map(|source| source.all("route"))) {
        let Some(address) = route.at("@address") else { continue };
        let Ok(ip) = address.text.parse::<IpAddr>() else { continue };
        if let Some(what) = wrong(route, ip) {
            let report = findings.report(address.span, format!("the route to `{}` {}", address.text, what.0));
            report.help(what.1);
            continue;
        }
        let gateway = route.at("@gateway").and_then(|gateway| Some((gateway, gateway.text.parse::<IpAddr>().ok()?)));
        if let Some((gateway, _)) = gateway.filter(|(_, router)| router.is_ipv4() != ip.is_ipv4()) {
            let report = findings.report(gateway.span, format!("the gateway `{}` is of another family than its route", gateway.text));
            report.related(address.span, "the network").help("write a gateway of the same family");
            continue;
        }
        if route.number("@metric") == Some(0) {
            findings.report(route.place("@metric"), "the metric of a route is 0").help("write a number from 1");
        }
    }
}

/// What is wrong with a route, and what to write.
fn wrong(route: View, ip: IpAddr) -> Option<(&'static str, &'static str)> {
    let prefix = route.number("@prefix");
    let netmask = route.at("@netmask");
    let family = if route.is("@family", "ipv6") { "ipv6" } else { "ipv4" };
    if family != if ip.is_ipv4() { "ipv4" } else { "ipv6" } {
        return Some(("is of another family than it says", "write `family: ipv4` or `family: ipv6`, as its address is"));
    }
    if netmask.is_some() && (ip.is_ipv6() || prefix.is_some()) {
        return Some(("has a netmask beside a prefix, or is IPv6", "write `prefix` alone"));
    }
    let mask = netmask.and_then(|mask| mask.text.parse::<Ipv4Addr>().ok()).map(u32::from);
    if mask.is_some_and(|mask| mask.leading_ones() + mask.trailing_zeros() != u32::BITS && mask != 0) {
        return Some(("has a netmask with gaps", "write `prefix` instead"));
    }
    let bits = if ip.is_ipv4() { 32 } else { 128 };
    if prefix.is_some_and(|prefix| prefix > bits) {
        return Some(("has a prefix that is longer than its address", "write a shorter `prefix`"));
    }
    let kept = match mask {
        Some(mask) => u64::from(mask.leading_ones()),
        None => prefix?,
    };
    (host_bits(ip, kept) != 0).then_some(("leads to one address, and not to the network of its prefix", "write the network's address"))
}

/// What stands behind the first `kept` bits.
fn host_bits(ip: IpAddr, kept: u64) -> u128 {
    let kept = u32::try_from(kept).unwrap_or(u32::MAX);
    match ip {
        IpAddr::V4(ip) => u128::from(u32::from(ip) & u32::MAX.checked_shr(kept).unwrap_or(0)),
        IpAddr::V6(ip) => u128::from(ip) & u128::MAX.checked_shr(kept).unwrap_or(0),
    }
}
