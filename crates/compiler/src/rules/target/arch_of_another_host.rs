use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "arch-of-another-host",
    summary: "A guest that needs the host's own CPU has another architecture.",
    why: "KVM runs guests of the host's architecture only; others can be emulated with `type: qemu` (formatdomain, Operating system booting).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { arch: aarch64 } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
"#],
    good: &[
        r#"hosts: { kvm1: { arch: x86_64 } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
"#,
        r#"hosts: { kvm1: { arch: aarch64 } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    type: qemu
    os: { arch: x86_64, machine: q35 }
"#,
    ],
    check: Check::Qemu(check),
};

/// What a CPU runs besides its own architecture.
const ALSO: [(&str, &str); 3] = [("x86_64", "i686"), ("aarch64", "armv7l"), ("ppc64", "ppc64le")];

fn check(guest: &Guest, findings: &mut Findings) {
    if !guest.domain().is("@type", "kvm") {
        return;
    }
    let Some((host, (own, _))) = guest.host().and_then(|host| Some((host, host.arch.as_ref()?))) else { return };
    let Some(arch) = guest.arch() else { return };
    let own = &**own;
    if arch == own || ALSO.iter().any(|pair| *pair == (own, arch) || *pair == (arch, own)) {
        return;
    }
    let message = format!("this guest is for {arch}, and KVM on `{}` runs {own}", host.key.text);
    findings.report(guest.domain().place("os/type/@arch"), message).help("name another `host`, or have it emulated with `type: qemu`");
}
