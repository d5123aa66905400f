use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "total-beside-read-and-write",
    summary: "A disk or throttle group has a limit in total beside one for reading or writing.",
    why: "QEMU counts what is read and written together or apart: a total excludes the limits of its parts, for \
          bytes, operations and their bursts (formatdomain, Hard drives, `iotune`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000, read_bytes_sec: 500000 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_iops_sec: 100, write_iops_sec: 50 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000, total_bytes_sec_max: 2000000, write_bytes_sec_max: 500000 } } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000, read_iops_sec: 50 } } } }"],
    check: Check::Guest(check),
};

const LIMITS: &[(&str, [&str; 2])] = &[
    ("total_bytes_sec", ["read_bytes_sec", "write_bytes_sec"]),
    ("total_iops_sec", ["read_iops_sec", "write_iops_sec"]),
    ("total_bytes_sec_max", ["read_bytes_sec_max", "write_bytes_sec_max"]),
    ("total_iops_sec_max", ["read_iops_sec_max", "write_iops_sec_max"]),
];

fn check(guest: &Guest, findings: &mut Findings) {
    for disk in guest.devices("disk") {
        disk.find("iotune").into_iter().for_each(|limits| collide(limits, &disk.label(), findings));
    }
    for group in guest.domain().all("throttlegroups/throttlegroup") {
        collide(group, &format!("the throttle group `{}`", group.text("group_name")), findings);
    }
}

fn collide(limits: View, owner: &str, findings: &mut Findings) {
    let is_set = |name: &&str| limits.number(name).is_some_and(|limit| limit > 0);
    for (total, parts) in LIMITS.iter().filter(|(total, _)| is_set(total)) {
        for part in parts.iter().filter(|part| is_set(part)) {
            let report = findings.report(limits.place(part), format!("{owner} has `{part}` beside `{total}`"));
            report.related(limits.place(total), "the limit in total").help("keep one of the two");
        }
    }
}
