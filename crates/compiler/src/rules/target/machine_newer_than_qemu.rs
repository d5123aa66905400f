use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::value::Version;

pub(super) const RULE: Rule = Rule {
    id: "machine-newer-than-qemu",
    summary: "A machine type has a version that the host's QEMU does not have yet.",
    why: "A QEMU knows the machine types of its own version and of those before it, and does not start others. Which QEMU runs stands under `hosts`, in virtc.toml, or after `--target`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { qemu: 7.2 } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: pc-q35-9.2 }
"#],
    good: &[r#"hosts: { kvm1: { qemu: 9.2 } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: pc-q35-9.2 }
"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((host, (qemu, _))) = guest.host().and_then(|host| Some((host, host.qemu.as_ref()?))) else { return };
    let Some(machine) = guest.domain().at("os/type/@machine") else { return };
    let Some(version) = version(&machine.text).filter(|version| version > qemu) else { return };
    let message = format!("`{}` needs QEMU {version}, and `{}` runs {qemu}", machine.text, host.key.text);
    findings.report(machine.span, message).help("take a machine type of that QEMU or an older one");
}

/// The version at the end of a machine type: `pc-q35-9.2`.
fn version(machine: &str) -> Option<Version> {
    let (_, version) = machine.rsplit_once('-')?;
    if version.contains('.') { Version::parse(version) } else { None }
}
