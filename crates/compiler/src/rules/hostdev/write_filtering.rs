use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "write-filtering-in-qemu",
    summary: "A QEMU guest says how writes to a device's configuration are filtered.",
    why: "Only Xen filters these writes, and libvirt refuses `writeFiltering` in QEMU guests (formatdomain, Host \
          device assignment, `writeFiltering`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { hostdev: { nic: { pci: { address: \"0000:03:00.0\", writeFiltering: false } } } }"],
    good: &["devices: { hostdev: { nic: { pci: { address: \"0000:03:00.0\" } } } }"],
    check: Check::EachQemu("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(filtering) = hostdev.at("source/@writeFiltering").filter(|_| hostdev.is("@type", "pci")) {
        let report = findings.report(filtering.span, format!("{} has `writeFiltering`, which only Xen knows", hostdev.label()));
        report.help("leave `writeFiltering` out").may_go();
    }
}
