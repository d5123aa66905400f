use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "non-qemu-disk-driver",
    summary: "A disk of a QEMU guest has the driver of another hypervisor.",
    why: "QEMU opens its images itself, so that the name of the driver is always `qemu` (formatdomain, Hard drives, `driver`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /root.img, driver: { name: tap, type: raw } } } }"],
    good: &["devices: { disk: { root: { file: /root.img, driver: { name: qemu, type: raw } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(name) = disk.at("driver/@name").filter(|name| &*name.text != "qemu") {
        let report = findings.report(name.span, format!("{} has the driver `{}`", disk.label(), name.text));
        report.help("write `qemu`").fix(name.span, "qemu");
    }
}
