use crate::rules::{Check, Group, Guest, Rule, Sum};
use virtc_model::Severity;
use virtc_model::span::Span;
use virtc_spec::host::Host;

pub(super) const RULE: Rule = Rule {
    id: "more-memory-than-the-host",
    summary: "The guests of a host want more memory than it has.",
    why: "Guests that all use what they are given push each other into swap, or the host's kernel kills one of them. What a host has stands under `hosts`.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { memory: 8 GiB } }
domains:
  a: { memory: 6 GiB, host: kvm1 }
  b: { memory: 6 GiB, host: kvm1 }
"#],
    good: &[r#"hosts: { kvm1: { memory: 16 GiB } }
domains:
  a: { memory: 6 GiB, host: kvm1 }
  b: { memory: 6 GiB, host: kvm1 }
"#],
    check: Check::Sum(Sum { wanted, has, message }),
};

fn wanted(guest: &Guest) -> Vec<(u64, u64)> {
    guest.domain().bytes("memory").map(|bytes| (0, bytes)).into_iter().collect()
}

fn has(host: &Host, _kind: u64) -> Option<(u64, Span)> {
    host.memory
}

fn message(host: &str, _kind: u64, wanted: u64, has: u64) -> String {
    format!("the guests of `{host}` want {} GiB of memory, and it has {} GiB", wanted >> 30, has >> 30)
}
