use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hugepages-with-other-memory",
    summary: "Memory is to come from huge pages, and at the same time from elsewhere or later.",
    why: "Huge pages are reserved at once and are files or a memfd. libvirt's QEMU driver refuses them with memory that is \
          allocated on demand, or anonymous (formatdomain, Memory Backing).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["memoryBacking: { hugepages: {}, allocation: ondemand }", "memoryBacking: { hugepages: {}, source: anonymous }"],
    good: &["memoryBacking: { hugepages: {}, allocation: immediate, source: memfd }"],
    check: Check::EachQemu("memoryBacking", check),
};

fn check(backing: View, _guest: &Guest, findings: &mut Findings) {
    let Some(hugepages) = backing.find("hugepages") else { return };
    for (path, word, message) in [
        ("allocation/@mode", "ondemand", "huge pages cannot be allocated on demand"),
        ("source/@type", "anonymous", "huge pages are no anonymous memory"),
    ] {
        if backing.is(path, word) {
            let report = findings.report(backing.place(path), message).related(hugepages.span(), "huge pages are asked for");
            report.help("leave this out, or the huge pages");
        }
    }
}
