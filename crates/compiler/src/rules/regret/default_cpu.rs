use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "default-cpu-model",
    summary: "An x86 guest of KVM has QEMU's default CPU.",
    why: "Without a `cpu` the guest sees `qemu64`, a CPU of 2003: no AES, no AVX, none of the defences against Spectre, and distributions that want x86-64-v2, such as RHEL 9, do not even start (formatdomain, CPU model and topology).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc-q35-9.2 }"],
    good: &[
        r#"os: { arch: x86_64, machine: pc-q35-9.2 }
cpu: host-model"#,
        r#"type: qemu
os: { arch: x86_64, machine: pc-q35-9.2 }"#,
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let is_chosen = domain.has("cpu/model") || domain.has("cpu/@mode") || domain.has("qemu:commandline");
    if !domain.is("@type", "kvm") || !domain.is("os/type/@arch", "x86_64") || is_chosen {
        return;
    }
    let report = findings.report(domain.place("os/type/@arch"), "the guest's CPU is QEMU's default, `qemu64`");
    report.help("write `cpu: host-model`, or `cpu: host-passthrough` for a guest that stays on its host");
}
