use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "guestfwd-without-address",
    summary: "A channel that forwards from the guest does not say from which address and port.",
    why: "A `guestfwd` channel catches what the guest sends to an IPv4 address and a port of the user-mode network \
          (formatdomain, Channel).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { channel: { a: { pty: {}, target: { type: guestfwd, port: 4600 } } } }",
        "devices: { channel: { a: { pty: {}, target: { type: guestfwd, address: 10.0.2.1 } } } }",
        "devices: { channel: { a: { pty: {}, target: { type: guestfwd, address: \"fd00::1\", port: 4600 } } } }",
    ],
    good: &["devices: { channel: { a: { pty: {}, target: { type: guestfwd, address: 10.0.2.1, port: 4600 } } } }"],
    check: Check::Each("devices/channel", check),
};

fn check(channel: View, _guest: &Guest, findings: &mut Findings) {
    if !channel.is("target/@type", "guestfwd") {
        return;
    }
    for (path, name, example) in [("target/@address", "address", "10.0.2.1"), ("target/@port", "port", "4600")] {
        if !channel.has(path) {
            let report = findings.report(channel.place("target/@type"), format!("{} has no `{name}` in its target", channel.label()));
            report.help(format!("write for instance `{name}: {example}`"));
        }
    }
    let Some(address) = channel.at("target/@address") else { return };
    if address.text.parse::<std::net::Ipv4Addr>().is_err() {
        let report = findings.report(address.span, format!("`{}` is not an IPv4 address", address.text));
        report.help("a channel forwards from IPv4 addresses of the guest's network, such as `10.0.2.1`");
    }
}
