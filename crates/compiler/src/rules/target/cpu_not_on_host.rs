use super::capabilities;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;
use virtc_model::host::CpuModel;
use virtc_model::nearest::nearest;

/// Among how many models the nearest is searched; hosts have less than half as many.
const MODELS: usize = 512;

pub(super) const RULE: Rule = Rule {
    id: "cpu-not-on-host",
    summary: "A guest asks for a CPU that its host does not offer.",
    why: "libvirt does not start a guest whose CPU mode or model the host cannot run. What a host offers stands in the file of its `virsh domcapabilities`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    cpu: { mode: custom, model: Broadwell }
"#,
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    cpu: { mode: maximum }
"#,
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    cpu: { mode: custom, model: z15 }
"#,
    ],
    good: &[
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    cpu: { mode: custom, model: Skylake-Server }
"#,
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    cpu: { mode: host-model }
"#,
    ],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    let Some((host, capabilities)) = capabilities(guest) else { return };
    if let Some(mode) = cpu.at("@mode")
        && capabilities.cpu_mode(&mode.text) == Some(false)
    {
        let message = format!("`{host}` does not offer the CPU mode `{}`", mode.text);
        findings.report(mode.span, message).help("`virsh domcapabilities` lists the modes that it does offer");
    }
    let is_named = cpu.text("@mode").is_empty() || cpu.is("@mode", "custom");
    let Some(model) = cpu.at("model").filter(|_| is_named && !capabilities.cpu_models().is_empty()) else { return };
    match capabilities.cpu_model(&model.text) {
        Some(known) if known.is_usable() == Some(false) && !cpu.is("model/@fallback", "allow") => {
            let message = format!("the CPU of `{host}` cannot be a `{}`", model.text);
            findings.report(model.span, message).help("take a model that is `usable` there, or `mode: host-model`");
        }
        Some(_) => {}
        None => {
            let near = nearest(&model.text, capabilities.cpu_models().iter().take(MODELS).map(CpuModel::name));
            let help = near.map_or_else(|| "take one that its domcapabilities list".to_owned(), |near| format!("did you mean `{near}`?"));
            findings.report(model.span, format!("`{host}` knows no CPU model `{}`", model.text)).help(help);
        }
    }
}
