use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "watchdog-without-action",
    summary: "A watchdog does nothing.",
    why: "With the action `none` a guest that hangs goes on hanging, while it looks as if it were watched (formatdomain, Watchdog devices).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { watchdog: { main: { model: i6300esb, action: none } } }"],
    good: &["devices: { watchdog: { main: { model: i6300esb, action: reset } } }"],
    check: Check::EachQemu("devices/watchdog", check),
};

fn check(watchdog: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(action) = watchdog.at("@action").filter(|action| &*action.text == "none") {
        let report = findings.report(action.span, format!("{} does nothing when the guest hangs", watchdog.label()));
        report.help("write `reset`, or `inject-nmi` for a dump by the guest itself");
    }
}
