use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "seclabel-relabel",
    summary: "A security label contradicts itself about relabelling.",
    why: "A dynamic label is new at each start, so that what the guest uses is relabelled; a guest without confinement relabels \
          nothing. libvirt refuses the opposite (formatdomain, Security label).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["seclabel: { type: dynamic, model: selinux, relabel: false }", "seclabel: { type: none, model: selinux, relabel: true }"],
    good: &[r#"seclabel: { type: static, model: dac, relabel: false, label: "107:107" }"#],
    check: Check::Each("seclabel", check),
};

fn check(seclabel: View, _guest: &Guest, findings: &mut Findings) {
    let Some(relabel) = seclabel.at("@relabel") else { return };
    let message = match seclabel.text("@type") {
        "dynamic" | "" if seclabel.is_off("@relabel") => "a dynamic label relabels what the guest uses",
        "none" if seclabel.is_on("@relabel") => "there is no label that anything could get",
        _ => return,
    };
    let report = findings.report(relabel.span, message).help("leave `relabel` out").may_go();
    if let Some(kind) = seclabel.at("@type") {
        report.related(kind.span, "this type");
    }
}
