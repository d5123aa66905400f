use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "negative-dsp-policy",
    summary: "An OSS backend has a negative policy.",
    why: "The policy is a number from 0, where less is less delay (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { audio: { a: { id: 1, type: oss, dspPolicy: -1 } } }"],
    good: &["devices: { audio: { a: { id: 1, type: oss, dspPolicy: 4 } } }"],
    check: Check::Each("devices/audio", check),
};

fn check(audio: View, _guest: &Guest, findings: &mut Findings) {
    let Some(policy) = audio.at("@dspPolicy").filter(|policy| policy.text.starts_with('-')) else { return };
    if audio.is("@type", "oss") {
        findings.report(policy.span, format!("{} has the policy {}", audio.label(), policy.text)).help("write a number from 0 to 10");
    }
}
