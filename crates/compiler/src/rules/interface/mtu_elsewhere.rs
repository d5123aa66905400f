use super::{is_passt, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "mtu-elsewhere",
    summary: "An interface has an MTU that QEMU cannot set for its type.",
    why: "libvirt sets the MTU of taps on networks and bridges, of ethernet links, of vhost-user connections and of passt \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { user: {}, mtu: 1500 } } }", "devices: { interface: { a: { direct: eth0, mtu: 9000 } } }"],
    good: &["devices: { interface: { a: { bridge: br0, mtu: 9000 } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(mtu) = card.number("mtu/@size").filter(|mtu| *mtu != 0) else { return };
    let can = matches!(kind(card), "network" | "bridge" | "ethernet" | "vhostuser") || is_passt(card);
    if !can {
        let report = findings
            .report(card.place("mtu/@size"), format!("{} is of type `{}`, and an MTU of {mtu} cannot be set", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `mtu` out").may_go_at(card.find("mtu").map_or(card.span(), View::span));
    }
}
