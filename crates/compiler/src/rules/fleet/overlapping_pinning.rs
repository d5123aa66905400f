use crate::rules::{Check, Claims, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::value::cpuset::CpuSet;

pub(super) const RULE: Rule = Rule {
    id: "overlapping-pinning",
    summary: "Virtual CPUs of two guests are pinned to the same CPU of their host.",
    why: "A CPU that is pinned is meant for one guest; two that share it slow each other down in ways that neither shows. It is looked at for guests that name the same `host` (formatdomain, CPU Tuning, `vcpupin`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: {} }
domains:
  a: { memory: 1 GiB, host: kvm1, vcpu: 1, cputune: { vcpupin: [{ vcpu: 0, cpuset: 4 }] } }
  b: { memory: 1 GiB, host: kvm1, vcpu: 1, cputune: { vcpupin: [{ vcpu: 0, cpuset: 4-5 }] } }
"#],
    good: &[r#"hosts: { kvm1: {} }
domains:
  a: { memory: 1 GiB, host: kvm1, vcpu: 1, cputune: { vcpupin: [{ vcpu: 0, cpuset: 4 }] } }
  b: { memory: 1 GiB, host: kvm1, vcpu: 1, cputune: { vcpupin: [{ vcpu: 0, cpuset: 5 }] } }
"#],
    check: Check::Across(claims, message),
};

/// More CPUs than any pin names; a longer set is no pin.
const MOST: u64 = 64;

fn claims(guest: &Guest, claims: &mut Claims) {
    if guest.host().is_none() {
        return;
    }
    for pin in guest.domain().all("cputune/vcpupin") {
        let Some(cpuset) = pin.at("@cpuset") else { continue };
        let Ok(cpus) = CpuSet::parse(&cpuset.text) else { continue };
        if cpus.count() <= MOST {
            for cpu in cpus.iter() {
                claims.alone(cpu, cpuset.span);
            }
        }
    }
}

fn message(first: &str, other: &str) -> String {
    format!("virtual CPUs of `{first}` and `{other}` are pinned to the same CPU")
}
