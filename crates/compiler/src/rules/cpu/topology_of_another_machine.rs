use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "topology-of-another-machine",
    summary: "The topology of the CPUs has a level that the machine does not have.",
    why: "Sockets have dies on x86, and dies have clusters on Arm. libvirt defines a guest with more than one of them \
          elsewhere, and QEMU does not start it: \"dies not supported by this machine's CPU topology\".",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: aarch64, machine: virt }\nvcpu: 4\ncpu: { topology: { sockets: 1, dies: 2, cores: 2, threads: 1 } }",
        "os: { arch: x86_64, machine: q35 }\nvcpu: 4\ncpu: { topology: { sockets: 1, clusters: 2, cores: 2, threads: 1 } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\nvcpu: 4\ncpu: { topology: { sockets: 1, dies: 2, cores: 2, threads: 1 } }"],
    check: Check::EachQemu("cpu/topology", check),
};

fn check(topology: View, guest: &Guest, findings: &mut Findings) {
    let Some(arch) = guest.arch() else { return };
    for (path, name, is_there) in [("@dies", "dies", guest.is_x86()), ("@clusters", "clusters", guest.is_arm())] {
        if !is_there && topology.number(path).is_some_and(|number| number > 1) {
            let report = findings.report(topology.place(path), format!("the CPUs of {arch} guests have no {name}"));
            report.help(format!("write `{name}: 1`, or leave it out"));
        }
    }
}
