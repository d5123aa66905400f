use super::{is_virtio, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "teaming-pair",
    summary: "The interfaces of a team do not fit each other.",
    why: "The transient one is passed through and names its persistent partner, which is a virtio card and names nobody \
          (formatdomain, Teaming a virtio/hostdev NIC pair).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, model: virtio, teaming: { type: transient } } } }",
        "devices: { interface: { a: { network: default, model: virtio, teaming: { type: persistent, persistent: ua-a } } } }",
        "devices: { interface: { a: { network: default, model: e1000e, teaming: { type: persistent } } } }",
        "devices: { interface: { a: { bridge: br0, model: virtio, teaming: { type: transient, persistent: ua-a } } } }",
    ],
    good: &[
        "devices: { interface: { a: { bridge: br0, model: virtio, alias: ua-a, teaming: { type: persistent } }, b: { network: vfs, teaming: { type: transient, persistent: ua-a } } } }",
    ],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let Some(role) = card.at("teaming/@type") else { return };
    let partner = card.at("teaming/@persistent");
    if &*role.text == "transient" {
        if partner.is_none() {
            let report = findings.report(role.span, format!("{} is transient, and names no persistent partner", card.label()));
            report.help("write `persistent` with the alias of the virtio card");
        }
        if guest.is_qemu() && !matches!(kind(card), "hostdev" | "network") {
            let report = findings.report(role.span, format!("{} is transient, and not passed through", card.label()));
            report.related(card.place("@type"), "the type").help("write `hostdev`, or a network of passed-through functions");
        }
        return;
    }
    if let Some(partner) = partner {
        let report = findings.report(partner.span, format!("{} is persistent itself, and names a persistent partner", card.label()));
        report.help("leave it out here: the transient card names this one").may_go();
    }
    if guest.is_qemu() && is_virtio(card, guest) == Some(false) {
        let span = if card.has("model") { card.place("model/@type") } else { role.span };
        findings.report(span, format!("{} is persistent, and no virtio card", card.label())).help("write `model: virtio`");
    }
}
