use super::{is_virtio, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-only-interface",
    summary: "An interface of type vdpa or vhostuser is no virtio card.",
    why: "What vDPA devices and vhost-user switches speak is virtio (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { vdpa: /dev/vhost-vdpa-0, model: e1000e } } }",
        "memoryBacking: { source: { type: memfd }, access: { mode: shared } }\ndevices: { interface: { a: { vhostuser: { type: unix, path: /run/a.sock, mode: client }, model: rtl8139 } } }",
    ],
    good: &["devices: { interface: { a: { vdpa: /dev/vhost-vdpa-0, model: virtio } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    if matches!(kind(card), "vdpa" | "vhostuser") && is_virtio(card, guest) == Some(false) {
        let span = card.place("model/@type");
        let report = findings.report(span, format!("{} is of type `{}`, and no virtio card", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("write `virtio`").fix(span, "virtio");
    }
}
