use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "burst-without-limit",
    summary: "A disk has a burst that its limit does not allow for, or a size or length of nothing.",
    why: "A burst is above the limit that it is a burst of, and a length is that of a burst; the size of an operation goes with a limit of \
          operations. libvirt defines a guest with others, and QEMU does not start it: \"bps_max/iops_max cannot be lower than bps/iops\" (formatdomain, Hard \
          drives, `iotune`).",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000, total_bytes_sec_max: 1000 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_iops_sec_max: 1000 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000, total_bytes_sec_max_length: 3 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000, size_iops_sec: 4096 } } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000, total_bytes_sec_max: 2000000 } } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

/// Limits, their bursts, and how long these last.
const BURSTS: &[(&str, &str, &str)] = &[
    ("total_bytes_sec", "total_bytes_sec_max", "total_bytes_sec_max_length"),
    ("read_bytes_sec", "read_bytes_sec_max", "read_bytes_sec_max_length"),
    ("write_bytes_sec", "write_bytes_sec_max", "write_bytes_sec_max_length"),
    ("total_iops_sec", "total_iops_sec_max", "total_iops_sec_max_length"),
    ("read_iops_sec", "read_iops_sec_max", "read_iops_sec_max_length"),
    ("write_iops_sec", "write_iops_sec_max", "write_iops_sec_max_length"),
];

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(iotune) = disk.find("iotune") else { return };
    let number = |path: &str| iotune.number(path).filter(|number| *number > 0);
    for (limit, burst, length) in BURSTS {
        match (number(limit), number(burst)) {
            (None, Some(_)) => {
                let report = findings.report(iotune.place(burst), format!("`{burst}` is a burst of no limit"));
                report.help(format!("write `{limit}`"));
            }
            (Some(most), Some(more)) if more < most => {
                let report = findings.report(iotune.place(burst), format!("a burst of {more} is below the limit of {most}"));
                report.related(iotune.place(limit), "the limit").help("write more, or leave it out");
            }
            _ => {}
        }
        if number(burst).is_none() && number(length).is_some_and(|length| length > 1) {
            let report = findings.report(iotune.place(length), format!("`{length}` is the length of no burst"));
            report.help(format!("write `{burst}`, or leave it out"));
        }
    }
    let has_operations = ["total_iops_sec", "read_iops_sec", "write_iops_sec"].iter().any(|limit| number(limit).is_some());
    if number("size_iops_sec").is_some() && !has_operations {
        let report = findings.report(iotune.place("size_iops_sec"), "operations are counted by size, and not limited");
        report.help("write `total_iops_sec`, or leave it out");
    }
}
