use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unused-iothreads",
    summary: "A guest has I/O threads that no disk uses.",
    why: "I/O threads serve the disks and controllers that name them, with `iothread` or `iothreads` under `driver`; the others go on in QEMU's main loop (formatdomain, IOThreads allocation).",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"iothreads: 2
devices: { disk: { root: { file: /a.qcow2, format: qcow2 } } }"#],
    good: &[r#"iothreads: 1
devices: { disk: { root: { file: /a.qcow2, format: qcow2, driver: { iothread: 1 } } } }"#],
    check: Check::EachQemu("iothreads", check),
};

fn check(threads: View, guest: &Guest, findings: &mut Findings) {
    if threads.is("", "0") {
        return;
    }
    let is_served = |device: View| device.has("driver/@iothread") || device.has("driver/iothreads");
    if !["disk", "controller"].iter().any(|kind| guest.devices(kind).any(is_served)) {
        let report = findings.report(threads.span(), "no disk is served by the guest's I/O threads");
        report.help("write `driver: { iothread: 1 }` at the disks that are to use one");
    }
}
