use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "balloon-of-another-hypervisor",
    summary: "The balloon of a QEMU guest is one of Xen.",
    why: "QEMU has virtio balloons (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { memballoon: xen }"],
    good: &["devices: { memballoon: virtio }"],
    check: Check::EachQemu("devices/memballoon", check),
};

fn check(balloon: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(model) = balloon.at("@model").filter(|model| &*model.text == "xen") {
        findings.report(model.span, "the balloon is one of Xen, which QEMU does not have").help("write `virtio`").fix(model.span, "virtio");
    }
}
