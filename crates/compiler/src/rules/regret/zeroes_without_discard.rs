use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "detect-zeroes-without-discard",
    summary: "Zeroes of a disk are to be discarded, and its discards are ignored.",
    why: "Without `discard: unmap` libvirt turns `detect_zeroes: unmap` into `on`: zeroes are looked for, and the space stays taken (formatdomain, Hard drives, `detect_zeroes`).",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2, driver: { detect_zeroes: unmap } } } }"],
    good: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2, driver: { detect_zeroes: unmap, discard: unmap } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(zeroes) = disk.at("driver/@detect_zeroes").filter(|zeroes| &*zeroes.text == "unmap") else { return };
    if !disk.is("driver/@discard", "unmap") {
        let report = findings.report(zeroes.span, format!("{} does not discard, so its zeroes stay", disk.label()));
        report.help("write `discard: unmap` beside it");
    }
}
