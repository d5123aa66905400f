use super::index;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "partition-as-target",
    summary: "The target of a disk names a partition, or no disk at all.",
    why: "The guest sees disks, and finds their partitions itself; libvirt numbers disks by the lower-case letters of the \
          target (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, target: vda1 } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, target: vda_b } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, target: vdaa } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(target) = disk.at("target/@dev") else { return };
    let whole = target.text.trim_end_matches(|c: char| c.is_ascii_digit());
    if index(&target.text).is_none() {
        let report = findings.report(target.span, format!("`{}` is no name of a disk", target.text));
        report.help("write the bus's letters and then lower-case letters, such as `vda`");
    } else if !matches!(&target.text[whole.len()..], "" | "0") {
        let report = findings.report(target.span, format!("`{}` is a partition, and not a disk", target.text));
        report.help(format!("write `{whole}`")).offer(target.span, whole);
    }
}
