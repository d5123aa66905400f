use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "poweroff-that-restarts",
    summary: "A guest cannot be shut down.",
    why: "With `on_poweroff: restart` a guest that powers itself off starts again, after `virsh shutdown` and with the host's own shutdown too (formatdomain, Events configuration).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["on_poweroff: restart"],
    good: &["on_poweroff: destroy"],
    check: Check::EachQemu("on_poweroff", check),
};

fn check(action: View, _guest: &Guest, findings: &mut Findings) {
    if action.is("", "restart") {
        let report = findings.report(action.span(), "the guest starts again whenever it is shut down");
        report.help("write `destroy`, which just ends it");
    }
}
