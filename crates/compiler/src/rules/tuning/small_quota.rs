use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "small-quota",
    summary: "A quota of CPU time is below what the host's cgroups take.",
    why: "A quota is at least 1000 microseconds, or 0 or less for no limit. libvirt refuses numbers between (formatdomain, CPU \
          Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["cputune: { quota: 500 }", "cputune: { period: 100000, emulator_quota: 999 }"],
    good: &["cputune: { period: 100000, quota: 50000 }", "cputune: { quota: -1 }"],
    check: Check::Each("cputune", check),
};

fn check(cputune: View, _guest: &Guest, findings: &mut Findings) {
    for path in ["quota", "global_quota", "emulator_quota", "iothread_quota"] {
        if let Some(quota) = cputune.number(path).filter(|quota| (1..1000).contains(quota)) {
            let message = format!("a quota of {quota} microseconds is too short");
            findings.report(cputune.place(path), message).help("write 1000 or more, or -1 for no limit");
        }
    }
}
