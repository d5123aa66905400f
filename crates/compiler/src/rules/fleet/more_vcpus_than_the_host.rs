use crate::rules::{Check, Group, Guest, Rule, Sum};
use virtc_model::Severity;
use virtc_model::span::Span;
use virtc_spec::host::Host;

pub(super) const RULE: Rule = Rule {
    id: "more-vcpus-than-the-host",
    summary: "The guests of a host have more virtual CPUs than it has CPUs.",
    why: "Guests that are busy at once wait for each other. That is often meant; what a host has stands under `hosts`.",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { cpus: 8 } }
domains:
  a: { memory: 1 GiB, vcpu: 6, host: kvm1 }
  b: { memory: 1 GiB, vcpu: 6, host: kvm1 }
"#],
    good: &[r#"hosts: { kvm1: { cpus: 12 } }
domains:
  a: { memory: 1 GiB, vcpu: 6, host: kvm1 }
  b: { memory: 1 GiB, vcpu: 6, host: kvm1 }
"#],
    check: Check::Sum(Sum { wanted, has, message }),
};

fn wanted(guest: &Guest) -> Vec<(u64, u64)> {
    vec![(0, guest.domain().number("vcpu").unwrap_or(1))]
}

fn has(host: &Host, _kind: u64) -> Option<(u64, Span)> {
    host.cpus.as_ref().map(|(cpus, span)| (cpus.count(), *span))
}

fn message(host: &str, _kind: u64, wanted: u64, has: u64) -> String {
    format!("the guests of `{host}` have {wanted} virtual CPUs, and it has {has} CPUs")
}
