use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "dbus-display-address",
    summary: "A D-Bus display waits for peers and has an address.",
    why: "With `p2p: true`, clients connect through libvirt, and there is no bus whose address could be written \
          (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: dbus, p2p: true, address: \"unix:path=/run/bus\" } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: dbus, address: \"unix:path=/run/bus\" } } }"],
    check: Check::Each("devices/graphics", check),
};

fn check(display: View, _guest: &Guest, findings: &mut Findings) {
    let Some(address) = display.at("@address") else { return };
    if kind(display) == "dbus" && display.is("@p2p", "yes") {
        let report = findings.report(address.span, format!("{} waits for peers, and has the address of a bus", display.label()));
        report.related(display.place("@p2p"), "waits for peers").help("leave one of them out");
    }
}
