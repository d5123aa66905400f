use super::{is_passt, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "passt-elsewhere",
    summary: "Passt carries the packets of an interface that it cannot serve.",
    why: "`backend: passt` belongs to interfaces of the types `user` and, since libvirt 11.1, `vhostuser` (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { bridge: br0, backend: passt } } }"],
    good: &["devices: { interface: { a: { user: {}, model: virtio, backend: passt } } }"],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if is_passt(card) && !matches!(kind(card), "user" | "vhostuser") {
        let report =
            findings.report(card.place("backend/@type"), format!("{} is of type `{}`, and passt serves `user`", card.label(), kind(card)));
        report.related(card.place("@type"), "the type").help("leave `backend` out").may_go();
    }
}
