use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "host-cpu-without-kvm",
    summary: "A guest of type qemu is given the host's CPU as it is.",
    why: "QEMU's emulation cannot show the host's CPU; that needs KVM or hvf. libvirt refuses to start such a guest: the CPU \
          mode is not supported by the hypervisor (formatdomain, CPU model and topology, `host-passthrough`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"type: qemu
cpu: host-passthrough"#],
    good: &[
        r#"type: kvm
cpu: host-passthrough"#,
        r#"type: qemu
cpu: maximum"#,
    ],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    let Some(mode) = cpu.at("@mode").filter(|mode| &*mode.text == "host-passthrough") else { return };
    let Some(kind) = guest.domain().at("@type").filter(|kind| &*kind.text == "qemu") else { return };
    findings
        .report(mode.span, "an emulated guest cannot have the host's CPU")
        .related(kind.span, "this guest is emulated")
        .help("write `type: kvm`, or `mode: maximum` for all that QEMU can emulate");
}
