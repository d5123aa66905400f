use super::limits;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "iotune-beyond-qemu",
    summary: "A disk has a limit that QEMU cannot keep.",
    why: "QEMU counts up to 10¹⁵ bytes or operations a second, and does not slow down disks on bus sd \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000000000001 } } } }"],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, iotune: { total_bytes_sec: 1000000000000000 } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

const MOST: u64 = 1_000_000_000_000_000;

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(iotune) = disk.find("iotune") else { return };
    for limit in super::LIMITS.iter().filter(|limit| !limit.ends_with("_length")) {
        if iotune.number(limit).is_some_and(|value| value > MOST) {
            let report = findings.report(iotune.place(limit), format!("`{limit}` of {} is above {MOST}", disk.label()));
            report.help(format!("write at most {MOST}, or 0 for no limit"));
        }
    }
    if disk.is("target/@bus", "sd") && limits(iotune) {
        let report = findings.report(iotune.span(), format!("{} has limits, and is on bus `sd`", disk.label()));
        report.related(disk.place("target/@bus"), "the bus is `sd`").help("leave `iotune` out").may_go();
    }
}
