use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "migratable-without-host-cpu",
    summary: "A CPU that is not the host's is told to be migratable.",
    why: "Only what shows the host's CPU as it is has features that hinder migration. libvirt refuses `migratable` in other \
          modes than `host-passthrough` and `maximum` (formatdomain, CPU model and topology).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["cpu: { mode: host-model, migratable: true }", "cpu: { model: Skylake-Client, migratable: false }"],
    good: &["cpu: { mode: host-passthrough, migratable: true }"],
    check: Check::Each("cpu", check),
};

fn check(cpu: View, _guest: &Guest, findings: &mut Findings) {
    let Some(migratable) = cpu.at("@migratable") else { return };
    if cpu.is_any("@mode", &["host-passthrough", "maximum"]) {
        return;
    }
    let message = format!("`migratable` says nothing about a CPU in {} mode", cpu.at("@mode").map_or("custom", |mode| &mode.text));
    let report = findings.report(migratable.span, message).help("leave it out, or write `mode: host-passthrough`");
    if let Some(mode) = cpu.at("@mode") {
        report.related(mode.span, "this CPU is made migratable by libvirt");
    }
}
