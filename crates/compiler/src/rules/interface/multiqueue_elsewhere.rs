use super::{VIRTIO, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "multiqueue-elsewhere",
    summary: "A virtio card has several queues, and a connection with one.",
    why: "Several queues come with tap and macvtap devices, vhost-user switches and vDPA devices (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { user: {}, model: virtio, driver: { queues: 4 } } } }"],
    good: &["devices: { interface: { a: { network: default, model: virtio, driver: { queues: 4 } } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(queues) = card.number("driver/@queues").filter(|queues| *queues > 1) else { return };
    // libvirt does not read `queues` of other models, nor where a device is passed through.
    if !card.is_any("model/@type", VIRTIO) {
        return;
    }
    if !matches!(kind(card), "network" | "bridge" | "direct" | "ethernet" | "vhostuser" | "vdpa" | "hostdev") {
        let report = findings
            .report(card.place("driver/@queues"), format!("{} is of type `{}`, and cannot have {queues} queues", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `queues` out").may_go();
    }
}
