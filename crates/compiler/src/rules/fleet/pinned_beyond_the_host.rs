use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::value::cpuset::CpuSet;

pub(super) const RULE: Rule = Rule {
    id: "pinned-beyond-the-host",
    summary: "A guest is pinned to a CPU that its host does not have.",
    why: "libvirt cannot set the affinity and does not start the guest (formatdomain, CPU Tuning). What a host has stands under `hosts`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"hosts: { kvm1: { cpus: 0-7 } }
domains: { a: { memory: 1 GiB, vcpu: 1, host: kvm1, cputune: { vcpupin: [{ vcpu: 0, cpuset: 12 }] } } }
"#,
        r#"hosts: { kvm1: { cpus: 0-7 } }
domains: { a: { memory: 1 GiB, vcpu: { value: 1, cpuset: 6-9 }, host: kvm1 } }
"#,
    ],
    good: &[r#"hosts: { kvm1: { cpus: 0-7 } }
domains: { a: { memory: 1 GiB, vcpu: { value: 1, cpuset: 6-7 }, host: kvm1, cputune: { vcpupin: [{ vcpu: 0, cpuset: 7 }] } } }
"#],
    check: Check::Guest(check),
};

/// More CPUs than a host has.
const MOST: usize = 1 << 16;

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((host, cpus)) = guest.host().and_then(|host| Some((host, &host.cpus.as_ref()?.0))) else { return };
    let pins = ["cputune/vcpupin", "cputune/emulatorpin", "cputune/iothreadpin"];
    let pins = pins.into_iter().flat_map(|path| guest.domain().all(path)).filter_map(|pin| pin.at("@cpuset"));
    for cpuset in pins.chain(guest.domain().at("vcpu/@cpuset")) {
        let Ok(wanted) = CpuSet::parse(&cpuset.text) else { continue };
        if let Some(cpu) = wanted.iter().take(MOST).find(|cpu| !cpus.contains(*cpu)) {
            findings
                .report(cpuset.span, format!("the host `{}` has no CPU {cpu}", host.key.text))
                .help("name CPUs that its `cpus` under `hosts` has");
        }
    }
}
