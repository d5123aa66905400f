use super::osinfo;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "windows-11-without-its-demands",
    summary: "A Windows 11 guest lacks what its setup demands.",
    why: "The setup of Windows 11 stops without UEFI and a TPM 2.0, and so do its larger updates. The system is known from libosinfo's entry in `metadata`.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo>"#],
    good: &[r#"os: { arch: x86_64, machine: pc-q35-9.2, firmware: efi }
features: { acpi: true, smm: true }
devices: { tpm: { main: { model: tpm-crb, backend: { type: emulator, version: 2.0 } } } }
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo>"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((_, span)) = osinfo::of(guest).filter(|(system, _)| system.ends_with("microsoft.com/win/11")) else { return };
    let domain = guest.domain();
    if !domain.is("os/@firmware", "efi") && !domain.has("os/loader") {
        let report = findings.report(span, "the guest runs Windows 11, and has no UEFI");
        report.help("write `firmware: efi` under `os`");
    }
    let has_tpm = guest.devices("tpm").any(|tpm| !tpm.is("backend/@version", "1.2"));
    if !has_tpm {
        let report = findings.report(span, "the guest runs Windows 11, and has no TPM 2.0");
        report.help("write under `devices`: `tpm: { main: { model: tpm-crb, backend: { type: emulator, version: 2.0 } } }`");
    }
}
