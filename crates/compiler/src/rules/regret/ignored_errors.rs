use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ignored-io-errors",
    summary: "Errors of a disk are hidden from the guest.",
    why: "With the policy `ignore` a guest takes what could not be read or written for done, and goes on with wrong data (formatdomain, Hard drives, `error_policy`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2, driver: { error_policy: ignore } } } }"],
    good: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2, driver: { error_policy: report } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for path in ["driver/@error_policy", "driver/@rerror_policy"] {
        if let Some(policy) = disk.at(path).filter(|policy| &*policy.text == "ignore") {
            let report = findings.report(policy.span, format!("errors of {} are hidden from the guest", disk.label()));
            report.help("write `report`, which tells the guest, or `stop`, which pauses it");
        }
    }
}
