use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "script-of-a-bridge",
    summary: "An interface on a bridge of a QEMU guest has a script that sets it up.",
    why: "libvirt plugs the interface into the bridge itself; scripts are for interfaces of type `ethernet`, and for Xen. It refuses to \
          start a QEMU guest that has one on a bridge (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { lan: { bridge: br0, script: /etc/up.sh } } }"],
    good: &["devices: { interface: { lan: { type: ethernet, script: /etc/up.sh } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(script) = card.find("script").filter(|_| kind(card) == "bridge") {
        let report = findings.report(script.span(), format!("{} is on a bridge, and has a script", card.label()));
        report.related(card.place("@type"), "a bridge").help("leave the script out, or write `type: ethernet`");
    }
}
