use super::limits;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "iotune-group-differs",
    summary: "Disks of one group have different limits, or a group has none.",
    why: "Disks with the same `group_name` share one quota, so that each has to say the same limits (formatdomain, \
          Hard drives, `iotune`; qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { a: { file: /a.img, format: raw, iotune: { group_name: g } } } }",
        "devices: { disk: { a: { file: /a.img, format: raw, iotune: { total_iops_sec: 100, group_name: g } }, b: { file: /b.img, format: raw, iotune: { total_iops_sec: 200, group_name: g } } } }",
    ],
    good: &[
        "devices: { disk: { a: { file: /a.img, format: raw, iotune: { total_iops_sec: 100, group_name: g } }, b: { file: /b.img, format: raw, iotune: { total_iops_sec: 100, group_name: g } } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut groups: HashMap<&str, View> = HashMap::new();
    for disk in guest.devices("disk") {
        let Some(iotune) = disk.find("iotune") else { continue };
        let Some(name) = iotune.at("group_name") else { continue };
        if !limits(iotune) {
            let report = findings.report(name.span, format!("{} is in group `{}`, and has no limit", disk.label(), name.text));
            report.help("write the limits of the group beside it, or leave `group_name` out");
        }
        match groups.get(&*name.text) {
            None => _ = groups.insert(&name.text, iotune),
            Some(first) => {
                if let Some(limit) = super::LIMITS.iter().find(|limit| value(iotune, limit) != value(*first, limit)) {
                    let message = format!("{} has another `{limit}` than the disks of its group `{}`", disk.label(), name.text);
                    let span = if iotune.has(limit) { iotune.place(limit) } else { name.span };
                    let there = if first.has(limit) { first.place(limit) } else { first.place("group_name") };
                    findings.report(span, message).related(there, "the first of the group").help("write the same limits at each disk");
                }
            }
        }
    }
}

/// What QEMU makes of a limit: none is 0.
fn value(iotune: View, limit: &str) -> u64 {
    iotune.number(limit).unwrap_or_default()
}
