use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "part-of-a-core-online",
    summary: "A pSeries guest boots with a part of a core.",
    why: "vCPUs of a pSeries guest are plugged in as whole cores. Where the topology is written, libvirt refuses a number of \
          online vCPUs that is no multiple of the threads of a core.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: ppc64, machine: pseries }
vcpu: { value: 8, current: 2 }
cpu: { topology: { sockets: 1, cores: 2, threads: 4 } }"#],
    good: &[r#"os: { arch: ppc64, machine: pseries }
vcpu: { value: 8, current: 4 }
cpu: { topology: { sockets: 1, cores: 2, threads: 4 } }"#],
    check: Check::EachQemu("cpu/topology", check),
};

fn check(topology: View, guest: &Guest, findings: &mut Findings) {
    let Some(threads) = topology.number("@threads").filter(|threads| *threads > 1) else { return };
    if !guest.is_pseries() {
        return;
    }
    let domain = guest.domain();
    let listed = domain.all("vcpus/vcpu").count();
    let (online, place) = if listed > 0 {
        let online = domain.all("vcpus/vcpu").filter(|vcpu| vcpu.is_on("@enabled")).count() as u64;
        (online, domain.place("vcpus"))
    } else if domain.has("vcpu/@current") {
        (domain.number("vcpu/@current").unwrap_or(0), domain.place("vcpu/@current"))
    } else {
        (guest.vcpus(), domain.place("vcpu"))
    };
    if online % threads != 0 {
        findings
            .report(place, format!("{online} vCPUs are no whole cores of {threads} threads"))
            .related(topology.place("@threads"), "so many threads has a core")
            .help(format!("write a multiple of {threads}"));
    }
}
