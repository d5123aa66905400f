use super::of_machine;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "too-many-vcpus",
    summary: "A guest has more virtual CPUs than its machine type takes on its host.",
    why: "libvirt does not start it. The limit stands in the file of the host's `virsh domcapabilities`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    vcpu: 5000
"#],
    good: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    vcpu: 8
"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((host, capabilities)) = of_machine(guest) else { return };
    let (Some(wanted), Some(most)) = (guest.domain().number("vcpu"), capabilities.vcpus()) else { return };
    if wanted > u64::from(most) {
        let message = format!("this machine type takes {most} virtual CPUs on `{host}`, and this is {wanted}");
        findings.report(guest.domain().place("vcpu"), message).help(format!("write at most {most}"));
    }
}
