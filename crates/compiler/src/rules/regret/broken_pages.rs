use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "memory-of-broken-pages",
    summary: "The memory of a guest is no multiple of its huge pages.",
    why: "QEMU takes whole pages: the rest of the last one is lost or, with a memfd, keeps the guest from starting (formatdomain, Memory backing).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"memory: 1536 MiB
memoryBacking: { hugepages: { page: { size: 1 GiB } } }"#],
    good: &[r#"memory: 2 GiB
memoryBacking: { hugepages: { page: { size: 1 GiB } } }"#],
    check: Check::EachQemu("memoryBacking/hugepages/page", check),
};

fn check(page: View, guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let (Some(size), Some(memory)) = (page.bytes("@size").filter(|size| *size > 0), domain.bytes("memory")) else { return };
    if domain.has("cpu/numa") || domain.has("devices/memory") || memory % size == 0 {
        return;
    }
    let report = findings.report(domain.place("memory"), "the memory is no multiple of the guest's huge pages");
    report.related(page.place("@size"), "the size of a page").help("write a size of whole pages");
}
