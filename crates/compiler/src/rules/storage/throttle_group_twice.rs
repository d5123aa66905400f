use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "throttle-group-twice",
    summary: "Two throttle groups have one name, or one has none.",
    why: "Disks find throttle groups by their names (formatdomain, Disk Throttle Group Management; libvirt 11.2).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "throttlegroups: { throttlegroup: [{ group_name: slow, total_iops_sec: 100 }, { group_name: slow, total_iops_sec: 200 }] }",
        "throttlegroups: { throttlegroup: [{ total_iops_sec: 100 }] }",
    ],
    good: &["throttlegroups: { throttlegroup: [{ group_name: slow, total_iops_sec: 100 }, { group_name: slower, total_iops_sec: 50 }] }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(groups) = guest.domain().find("throttlegroups") else { return };
    let mut seen = HashMap::new();
    for group in groups.all("throttlegroup") {
        let Some(name) = group.at("group_name") else {
            findings.report(group.span(), "this throttle group has no name").help("write `group_name`");
            continue;
        };
        if let Some(first) = seen.insert(&*name.text, name.span) {
            let report = findings.report(name.span, format!("two throttle groups are called `{}`", name.text));
            report.related(first, "first here").help("keep one of the two, or call it otherwise");
        }
    }
}
