use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cpu-settings-without-cpu",
    summary: "A KVM guest has settings that go with its CPU, and no CPU.",
    why: "The performance counters, what KVM shows of itself and the policy of Arm's timer are options of QEMU's CPU. For x86, s390x and \
          PowerPC libvirt knows the CPU that a guest gets when it names none; elsewhere it refuses to start such a guest: \"CPU flags \
          requested but can't determine default CPU\" (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: kvm\nos: { arch: aarch64, machine: virt }\nfeatures: { pmu: true }",
        "type: kvm\nos: { arch: aarch64, machine: virt }\nfeatures: { kvm: { hidden: true } }",
    ],
    good: &["type: kvm\nos: { arch: aarch64, machine: virt }\nfeatures: { pmu: true }\ncpu: { mode: host-passthrough }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let has_default = guest.arch().is_none() || guest.is_x86() || guest.is_s390() || guest.is_ppc();
    if has_default || !domain.is("@type", "kvm") || domain.has("cpu/model") || domain.has("cpu/@mode") {
        return;
    }
    let timer = domain.all("clock/timer").find(|timer| timer.is("@name", "armvtimer") && timer.has("@tickpolicy"));
    let hidden = domain.find("features/kvm/hidden").filter(|hidden| hidden.is_on("@state"));
    let setting = domain.find("features/pmu").filter(|pmu| pmu.has("@state")).or(hidden).or(timer);
    if let Some(setting) = setting {
        let report = findings.report(setting.span(), "this goes with the guest's CPU, and it has none");
        report.help("write `cpu: { mode: host-passthrough }`");
    }
}
