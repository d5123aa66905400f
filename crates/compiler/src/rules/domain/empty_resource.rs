use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "empty-resource",
    summary: "`resource` is written, and nothing in it.",
    why: "libvirt wants a partition or the application id of Fibre Channel in it, and fails without a word (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["resource: {}"],
    good: &["resource: { partition: /machine }"],
    check: Check::Each("resource", check),
};

fn check(resource: View, _guest: &Guest, findings: &mut Findings) {
    if resource.text("partition").is_empty() && !resource.has("fibrechannel/@appid") {
        findings.report(resource.span(), "this resource is none").help("write `partition`, or leave `resource` out");
    }
}
