use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "macvtap-without-mode",
    summary: "A macvtap interface does not say its mode.",
    why: "libvirt then takes `vepa`, where every packet goes out to the switch, and guests of one host reach each other only if the switch sends it back: hardly any does (formatdomain, Direct attachment to physical interface).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { interface: { lan: { direct: eth0, model: virtio } } }"],
    good: &["devices: { interface: { lan: { direct: { dev: eth0, mode: bridge }, model: virtio } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(interface: View, _guest: &Guest, findings: &mut Findings) {
    // 802.1Qbg is what vepa is for, and 802.1Qbh passes a port through.
    if interface.is("@type", "direct") && !interface.has("source/@mode") && !interface.has("virtualport") {
        let report = findings.report(
            interface.place("source/@dev"),
            format!("{} is in mode `vepa`, in which guests of one host do not reach each other", interface.label()),
        );
        report.help("write `direct: { dev: …, mode: bridge }`");
    }
}
