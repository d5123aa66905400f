use super::capabilities;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;
use virtc_model::host::CpuModel;

pub(super) const RULE: Rule = Rule {
    id: "deprecated-cpu-model",
    summary: "A guest asks for a CPU model that the host's QEMU means to drop.",
    why: "A later QEMU on that host may not start the guest. What is deprecated stands in the file of its `virsh domcapabilities`.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    cpu: { mode: custom, model: Icelake-Client }
"#],
    good: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    cpu: { mode: custom, model: Skylake-Server }
"#],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    let Some((host, capabilities)) = capabilities(guest) else { return };
    let Some(model) = cpu.at("model").filter(|model| capabilities.cpu_model(&model.text).is_some_and(CpuModel::is_deprecated)) else {
        return;
    };
    findings.report(model.span, format!("QEMU of `{host}` means to drop the CPU model `{}`", model.text)).help("take a newer model");
}
