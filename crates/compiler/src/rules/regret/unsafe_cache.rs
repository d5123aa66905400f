use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unsafe-cache",
    summary: "What the guest flushes to a disk is not written.",
    why: "With `cache: unsafe` QEMU ignores flushes. When the host fails, file systems and databases are lost that had been told that all is on the disk (formatdomain, Hard drives, `cache`). It suits disks that are thrown away.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2, driver: { cache: unsafe } } } }"],
    good: &[
        "devices: { disk: { root: { file: /a.qcow2, format: qcow2, driver: { cache: none } } } }",
        "devices: { disk: { root: { file: /a.raw, format: raw, transient: true, driver: { cache: unsafe } } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(cache) = disk.at("driver/@cache").filter(|cache| &*cache.text == "unsafe") else { return };
    if disk.has("transient") || disk.has("readonly") {
        return;
    }
    let report = findings.report(cache.span, format!("{} loses data when the host fails", disk.label()));
    report.help("write `writeback`, which keeps what the guest flushes, or `none`");
}
