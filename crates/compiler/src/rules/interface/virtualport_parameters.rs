use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtualport-parameters",
    summary: "The parameters of a port profile do not fit its type.",
    why: "Open vSwitch takes `interfaceid` and `profileid`, MidoNet needs `interfaceid`, 802.1Qbh `profileid`, and 802.1Qbg \
          `managerid`, `typeid` and `typeidversion` (netdev_vport_profile_conf.c). Outside of networks, which may bring the \
          rest, the type is needed, too.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, virtualport: { type: openvswitch, parameters: { managerid: 1 } } } } }",
        "devices: { interface: { a: { bridge: br0, virtualport: midonet } } }",
        "devices: { interface: { a: { direct: eth0, virtualport: 802.1Qbh } } }",
        "devices: { interface: { a: { direct: eth0, virtualport: { type: 802.1Qbg, parameters: { managerid: 11 } } } } }",
        "devices: { interface: { a: { bridge: br0, virtualport: {} } } }",
    ],
    good: &[
        "devices: { interface: { a: { direct: eth0, virtualport: { type: 802.1Qbg, parameters: { managerid: 11, typeid: 1193047, typeidversion: 2 } } } } }",
    ],
    check: Check::Each("devices/interface", check),
};

/// Types, the parameters that they need and those that they may have.
const TYPES: &[(&str, &[&str], &[&str])] = &[
    ("802.1Qbg", &["managerid", "typeid", "typeidversion"], &["instanceid"]),
    ("802.1Qbh", &["profileid"], &[]),
    ("openvswitch", &[], &["interfaceid", "profileid"]),
    ("midonet", &["interfaceid"], &[]),
];

const ALL: &[&str] = &["managerid", "typeid", "typeidversion", "instanceid", "interfaceid", "profileid"];

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(port) = card.find("virtualport") else { return };
    // A network may bring what is not written.
    let is_whole = matches!(kind(card), "bridge" | "direct" | "hostdev");
    let Some(written) = port.at("@type") else {
        if is_whole {
            let report = findings.report(port.span(), format!("the port profile of {} has no `type`", card.label()));
            report.help("write for instance `type: openvswitch`");
        }
        return;
    };
    let Some((name, needs, takes)) = TYPES.iter().find(|(name, ..)| *name == &*written.text) else { return };
    let parameters = port.find("parameters");
    let parameter = |name: &&str| parameters.and_then(|parameters| parameters.at(&format!("@{name}")));
    for more in ALL.iter().filter(|name| !needs.contains(name) && !takes.contains(name)) {
        let Some(value) = parameter(more) else { continue };
        let report = findings.report(value.span, format!("a port profile of type `{name}` has no `{more}`"));
        report.related(written.span, "the type").help(format!("leave `{more}` out")).may_go();
    }
    if let Some(lacks) = needs.iter().find(|name| is_whole && parameter(name).is_none()) {
        let report = findings.report(written.span, format!("a port profile of type `{name}` needs `{lacks}`"));
        report.help(format!("write `{lacks}` in its `parameters`"));
    }
}
