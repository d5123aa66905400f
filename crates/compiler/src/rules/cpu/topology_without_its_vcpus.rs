use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "topology-without-its-vcpus",
    summary: "The topology of the CPUs makes another number than `vcpu` says.",
    why: "Sockets, dies, clusters, cores and threads multiply to the number of vCPUs that the guest can have. libvirt refuses \
          another product with QEMU (formatdomain, CPU model and topology, `topology`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 4
cpu: { topology: { sockets: 2, cores: 4, threads: 1 } }"#,
        "cpu: { topology: { sockets: 2, cores: 1, threads: 1 } }",
    ],
    good: &[
        r#"vcpu: 8
cpu: { topology: { sockets: 2, cores: 4, threads: 1 } }"#,
        r#"vcpu: { value: 8, current: 2 }
cpu: { topology: { sockets: 1, dies: 2, cores: 4, threads: 1 } }"#,
    ],
    check: Check::EachQemu("cpu/topology", check),
};

fn check(topology: View, guest: &Guest, findings: &mut Findings) {
    let vcpus = guest.vcpus();
    let mut product = 1u64;
    for path in ["@sockets", "@cores", "@threads"] {
        let Some(number) = topology.number(path) else { return };
        product = product.saturating_mul(number);
    }
    for path in ["@dies", "@clusters"] {
        product = product.saturating_mul(topology.number(path).unwrap_or(1));
    }
    if product == vcpus {
        return;
    }
    let message = format!("the topology has room for {product} vCPUs, and the guest has {vcpus}");
    let report = findings.report(topology.span(), message);
    match guest.domain().find("vcpu") {
        Some(vcpu) => report.related(vcpu.place(""), format!("{vcpus} here")).help(format!("write `vcpu: {product}`, or another topology")),
        None => report.help(format!("write `vcpu: {product}`: without it the guest has one")),
    };
}
