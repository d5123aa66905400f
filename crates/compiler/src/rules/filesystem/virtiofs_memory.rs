use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtiofs-without-shared-memory",
    summary: "A directory is shared by virtiofs, and the guest's memory is not shared.",
    why: "virtiofsd reads and writes the guest's memory itself. libvirt wants `memoryBacking` with access mode \
          `shared`, or every NUMA cell shared (kbase, Sharing files with Virtiofs).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { filesystem: { a: { mount: /a, target: a, driver: { type: virtiofs } } } }"],
    good: &[
        "memoryBacking: { source: { type: memfd }, access: { mode: shared } }\ndevices: { filesystem: { a: { mount: /a, target: a, driver: { type: virtiofs } } } }",
    ],
    check: Check::EachQemu("devices/filesystem", check),
};

fn check(share: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = share.at("driver/@type").filter(|driver| &*driver.text == "virtiofs") else { return };
    if !guest.has_shared_memory() {
        let report = findings.report(driver.span, format!("{} is shared by virtiofs, and the guest's memory is not shared", share.label()));
        report.help("write `memoryBacking: { source: { type: memfd }, access: { mode: shared } }`");
    }
}
