use crate::rules::{Check, Group, Guest, Rule, Sum};
use virtc_model::Severity;
use virtc_model::span::Span;
use virtc_spec::host::Host;

pub(super) const RULE: Rule = Rule {
    id: "more-hugepages-than-the-host",
    summary: "The guests of a host want more huge pages than it has.",
    why: "Huge pages are reserved when a guest starts: the one for whom there are not enough does not start (formatdomain, Memory Backing).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { hugepages: { 1 GiB: 8 } } }
domains:
  a: { memory: 6 GiB, host: kvm1, memoryBacking: { hugepages: { page: { size: 1 GiB } } } }
  b: { memory: 6 GiB, host: kvm1, memoryBacking: { hugepages: { page: { size: 1 GiB } } } }
"#],
    good: &[r#"hosts: { kvm1: { hugepages: { 1 GiB: 12 } } }
domains:
  a: { memory: 6 GiB, host: kvm1, memoryBacking: { hugepages: { page: { size: 1 GiB } } } }
  b: { memory: 6 GiB, host: kvm1, memoryBacking: { hugepages: { page: { size: 1 GiB } } } }
"#],
    check: Check::Sum(Sum { wanted, has, message }),
};

/// Pages of one size for the whole guest; what is spread over its nodes is not counted.
fn wanted(guest: &Guest) -> Vec<(u64, u64)> {
    let mut pages = guest.domain().all("memoryBacking/hugepages/page");
    let (Some(page), None) = (pages.next(), pages.next()) else { return Vec::new() };
    let (Some(size), Some(memory)) = (page.bytes("@size").filter(|size| *size > 0), guest.domain().bytes("memory")) else {
        return Vec::new();
    };
    if page.has("@nodeset") { Vec::new() } else { vec![(size, memory.div_ceil(size))] }
}

fn has(host: &Host, size: u64) -> Option<(u64, Span)> {
    host.hugepages.iter().find(|pages| pages.size == size).map(|pages| (pages.count, pages.span))
}

fn message(host: &str, size: u64, wanted: u64, has: u64) -> String {
    format!("the guests of `{host}` want {wanted} pages of {} MiB, and it has {has}", size >> 20)
}
