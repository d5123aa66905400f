use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hugepage-size",
    summary: "Huge pages are asked for in a size that no host has.",
    why: "Pages have sizes that are powers of two. libvirt refuses the size 0 and does not start a guest with pages of a size \
          that the host does not offer (formatdomain, Memory Backing).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["memoryBacking: { hugepages: { page: [{ size: 5 MiB }] } }", "memoryBacking: { hugepages: { page: [{ size: 0 KiB }] } }"],
    good: &["memoryBacking: { hugepages: { page: [{ size: 2 MiB }] } }"],
    check: Check::Each("memoryBacking/hugepages/page", check),
};

fn check(page: View, _guest: &Guest, findings: &mut Findings) {
    if page.bytes("@size").is_some_and(|size| !size.is_power_of_two()) {
        let message = "no host has pages of this size";
        findings.report(page.place("@size"), message).help("write a size that the host offers, such as 2 MiB or 1 GiB on x86");
    }
}
