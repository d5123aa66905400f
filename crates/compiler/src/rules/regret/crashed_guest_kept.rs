use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "crashed-guest-is-kept",
    summary: "A crashed guest keeps its memory, and is no longer there.",
    why: "With `on_crash: preserve` libvirt leaves the dead guest as it is until somebody destroys it; it does not start again, and its name and memory stay taken (formatdomain, Events configuration).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["on_crash: preserve"],
    good: &["on_crash: restart"],
    check: Check::EachQemu("on_crash", check),
};

fn check(action: View, _guest: &Guest, findings: &mut Findings) {
    if action.is("", "preserve") {
        let report = findings.report(action.span(), "a crashed guest stays dead until somebody destroys it");
        report.help("write `restart`, or `coredump-restart` to keep its memory for a look");
    }
}
