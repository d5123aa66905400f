use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cached-shared-disk",
    summary: "A disk that several guests share is cached by the host.",
    why: "What one host has in its cache another host does not see, and the guests destroy what they share. libvirt wants no cache there (formatdomain, Hard drives, `shareable`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { data: { block: /dev/vg/shared, format: raw, shareable: true, driver: { cache: writeback } } } }"],
    good: &["devices: { disk: { data: { block: /dev/vg/shared, format: raw, shareable: true, driver: { cache: none } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(shareable) = disk.find("shareable").filter(|_| !disk.has("readonly")) else { return };
    let Some(cache) = disk.at("driver/@cache").filter(|cache| matches!(&*cache.text, "writeback" | "writethrough" | "unsafe")) else {
        return;
    };
    let report = findings.report(cache.span, format!("{} is shared, and cached by the host", disk.label()));
    report.related(shareable.span(), "shared with other guests").help("write `cache: none`").offer(disk.place("driver/@cache"), "none");
}
