use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "larger-than-its-host",
    summary: "A guest wants more than the whole of its host.",
    why: "It will not start, or not run well: QEMU refuses memory that cannot be had with huge pages or locked, and more virtual CPUs than CPUs only wait for each other. What a host has stands under `hosts`.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        r#"hosts: { kvm1: { memory: 8 GiB, cpus: 4 } }
domains: { a: { memory: 16 GiB, host: kvm1 } }
"#,
        r#"hosts: { kvm1: { cpus: 4 } }
domains: { a: { memory: 1 GiB, vcpu: 8, host: kvm1 } }
"#,
    ],
    good: &[r#"hosts: { kvm1: { memory: 32 GiB, cpus: 8 } }
domains: { a: { memory: 16 GiB, vcpu: 8, host: kvm1 } }
"#],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(host) = guest.host() else { return };
    let domain = guest.domain();
    if let (Some(wanted), Some((has, _))) = (domain.bytes("memory"), host.memory)
        && wanted > has
    {
        let message = format!("`{}` has {} GiB of memory, and its host `{}` {} GiB", guest.name(), wanted >> 30, host.key.text, has >> 30);
        findings.report(domain.place("memory"), message).help("give it less, or another `host`");
    }
    if let (Some(wanted), Some((has, _))) = (domain.number("vcpu"), &host.cpus)
        && wanted > has.count()
    {
        let message = format!("`{}` has {wanted} virtual CPUs, and its host `{}` {} CPUs", guest.name(), host.key.text, has.count());
        findings.report(domain.place("vcpu"), message).help("give it fewer, or another `host`");
    }
}
