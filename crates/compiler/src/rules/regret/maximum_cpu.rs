use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "maximum-cpu-on-kvm",
    summary: "A guest of KVM has the CPU mode `maximum`.",
    why: "On KVM `maximum` is `host-passthrough` by another name; it is made for emulation, where it changes with each version of QEMU (formatdomain, CPU model and topology, `mode`).",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["cpu: maximum"],
    good: &[
        "cpu: host-passthrough",
        r#"type: qemu
cpu: maximum"#,
    ],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    let Some(mode) = cpu.at("@mode").filter(|mode| &*mode.text == "maximum") else { return };
    if guest.domain().is("@type", "kvm") {
        findings
            .report(mode.span, "on KVM `maximum` is the host's own CPU")
            .help("write `host-passthrough`, or `host-model` for a guest that moves");
    }
}
