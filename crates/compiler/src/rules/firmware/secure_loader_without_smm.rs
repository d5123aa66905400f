use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "secure-loader-without-smm",
    summary: "A loader is marked as secure where the machine cannot protect it.",
    why: "What Secure Boot relies on is kept from the guest by system management mode, which QEMU has for the q35 machine of x86_64 \
          only. libvirt refuses `secure` elsewhere, and without the feature `smm` where the loader is written by hand.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35, loader: { value: /ovmf.fd, readonly: true, type: pflash, secure: true } }\n\
         features: { acpi: true }",
        "os: { arch: x86_64, machine: pc, loader: { value: /ovmf.fd, readonly: true, type: pflash, secure: true } }\n\
         features: { acpi: true, smm: true }",
        "os: { arch: i686, machine: q35, loader: { value: /ovmf.fd, readonly: true, type: pflash, secure: true } }\n\
         features: { acpi: true, smm: true }",
    ],
    good: &["os: { arch: x86_64, machine: q35, loader: { value: /ovmf.fd, readonly: true, type: pflash, secure: true } }\n\
         features: { acpi: true, smm: true }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let Some(secure) = domain.at("os/loader/@secure").filter(|secure| matches!(&*secure.text, "yes" | "on")) else { return };
    let (Some(_), Some(arch)) = (guest.machine(), guest.arch()) else { return };
    if !guest.is_q35() {
        let report = findings.report(secure.span, "there is a secure loader on q35 machines only");
        report.related(domain.place("os/type/@machine"), "the machine").help("write `machine: q35`, or leave `secure` out");
    } else if arch != "x86_64" {
        let report = findings.report(secure.span, "there is a secure loader for x86_64 only");
        report.related(domain.place("os/type/@arch"), "the architecture").help("leave `secure` out").may_go();
    } else if !domain.has("os/@firmware") && (!domain.has("features/smm") || domain.is_off("features/smm/@state")) {
        let report = findings.report(secure.span, "a secure loader needs system management mode");
        report.help("write `features: { smm: true }`");
    }
}
