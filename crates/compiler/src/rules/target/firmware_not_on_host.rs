use super::of_machine;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "firmware-not-on-host",
    summary: "A guest asks for firmware that its host does not have.",
    why: "libvirt finds no firmware that fits and does not start the guest, or refuses it. What a host offers stands in the file of its `virsh domcapabilities`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35, firmware: efi, loader: { secure: true } }
    features: { acpi: true }
"#],
    good: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35, firmware: efi }
    features: { acpi: true }
"#],
    check: Check::EachQemu("os", check),
};

fn check(os: View, guest: &Guest, findings: &mut Findings) {
    let Some((host, capabilities)) = of_machine(guest) else { return };
    if let (Some(kind), Some(known)) = (os.at("@firmware"), capabilities.firmware())
        && !known.iter().any(|known| **known == *kind.text)
    {
        findings.report(kind.span, format!("`{host}` has no `{}` firmware for this machine type", kind.text)).help("install it there");
    }
    let Some(loader) = capabilities.loader().filter(|loader| loader.is_supported()) else { return };
    for (field, path) in [("type", "loader/@type"), ("secure", "loader/@secure")] {
        if let Some(value) = os.at(path).filter(|value| loader.allows(field, &value.text) == Some(false)) {
            let message = format!("`{host}` has no firmware with `{field}: {}` for this machine type", value.text);
            findings.report(value.span, message).help("install it there, or take it out");
        }
    }
}
