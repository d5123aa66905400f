use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "native-vlan-twice",
    summary: "Two VLAN tags of an interface are its native VLAN.",
    why: "A trunk has one native VLAN, whose frames may come without a tag (netdev_vlan_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { bridge: br0, virtualport: openvswitch, vlan: { trunk: yes, tag: [{ id: 1, nativeMode: tagged }, { id: 2, nativeMode: untagged }] } } } }",
    ],
    good: &[
        "devices: { interface: { a: { bridge: br0, virtualport: openvswitch, vlan: { trunk: yes, tag: [{ id: 1, nativeMode: tagged }, 2] } } } }",
    ],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(vlan) = card.find("vlan") else { return };
    let mut native = vlan.all("tag").filter_map(|tag| tag.at("@nativeMode"));
    if let (Some(first), Some(second)) = (native.next(), native.next()) {
        let report = findings.report(second.span, format!("{} has two native VLANs", card.label()));
        report.related(first.span, "the first").help("leave `nativeMode` out here").may_go();
    }
}
