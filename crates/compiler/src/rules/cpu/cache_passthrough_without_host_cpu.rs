use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cache-passthrough-without-host-cpu",
    summary: "The caches of the host's CPU are passed to a guest that has another CPU.",
    why: "The host's cache data belong to the host's CPU. libvirt refuses the mode `passthrough` for caches where the CPU's mode \
          is not `host-passthrough` or `maximum` (formatdomain, CPU model and topology, `cache`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["cpu: { mode: host-model, cache: passthrough }", "cpu: { model: Skylake-Client, cache: passthrough }"],
    good: &["cpu: { mode: host-passthrough, cache: passthrough }"],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, _guest: &Guest, findings: &mut Findings) {
    let Some(mode) = cpu.at("cache/@mode").filter(|mode| &*mode.text == "passthrough") else { return };
    if cpu.is_any("@mode", &["host-passthrough", "maximum"]) {
        return;
    }
    let report = findings.report(mode.span, "the host's caches are shown with another CPU than the host's");
    let report = report.help("write `mode: host-passthrough` for the CPU, or `cache: { mode: emulate, level: 3 }`");
    if let Some(mode) = cpu.at("@mode") {
        report.related(mode.span, "not the host's CPU as it is");
    }
}
