use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unmanaged-target-elsewhere",
    summary: "An interface that is no ethernet link has a device that libvirt leaves alone.",
    why: "`managed: false` takes a tap or macvtap device that somebody else has made, for type `ethernet` (formatdomain, \
          Overriding the target element).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { bridge: br0, target: { dev: tap0, managed: false } } } }"],
    good: &["devices: { interface: { a: { ethernet: {}, target: { dev: tap0, managed: false } } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if card.is("target/@managed", "no") && kind(card) != "ethernet" {
        let report = findings
            .report(card.place("target/@managed"), format!("{} is of type `{}`, whose device libvirt makes", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `managed` out, or write `ethernet`");
    }
}
