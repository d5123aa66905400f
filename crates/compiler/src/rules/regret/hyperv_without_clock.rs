use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hyperv-without-its-clock",
    summary: "A guest has Hyper-V interfaces, and not Hyper-V's clock.",
    why: "Without `hypervclock` Windows reads the time from an emulated timer, each time by way of the host: databases and games, which ask often, lose a large part of their speed (formatdomain, Time keeping, `timer`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["features: { hyperv: { relaxed: true, vapic: true } }"],
    good: &[r#"features: { hyperv: { relaxed: true, vapic: true } }
clock: { offset: localtime, timer: { name: hypervclock, present: true } }"#],
    check: Check::EachQemu("features/hyperv", check),
};

fn check(hyperv: View, guest: &Guest, findings: &mut Findings) {
    // A name alone hides KVM from drivers, of whatever system.
    let for_windows = ["relaxed/@state", "vapic/@state", "spinlocks/@state"];
    let Some(first) = for_windows.iter().find_map(|path| hyperv.at(path).filter(|state| &*state.text == "on")) else { return };
    let mut timers = guest.domain().all("clock/timer");
    if !hyperv.is("@mode", "passthrough") && !timers.any(|timer| timer.is("@name", "hypervclock")) {
        let report = findings.report(first.span, "the guest has Hyper-V interfaces, and not Hyper-V's clock");
        report.help("write under `clock`: `timer: [{ name: hypervclock, present: true }]`");
    }
}
