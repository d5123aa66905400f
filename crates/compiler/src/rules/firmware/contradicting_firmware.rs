use super::feature;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::span::Span;

pub(super) const RULE: Rule = Rule {
    id: "contradicting-firmware",
    summary: "No firmware is what is asked for, because the demands contradict each other.",
    why: "libvirt looks for firmware that meets everything that is written: Secure Boot is a matter of UEFI, `secure` of the loader goes \
          with it, and on x86 both rely on system management mode. Where nothing meets it all, libvirt refuses the guest: \"Unable to \
          find 'efi' firmware that is compatible with the current configuration\" (qemu_firmware.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35, firmware: { value: bios, feature: [{ name: secure-boot, enabled: true }] } }",
        "os: { arch: x86_64, machine: q35, firmware: { value: efi, feature: [{ name: secure-boot, enabled: false }] }, loader: { secure: true } }\n\
         features: { acpi: true, smm: true }",
        "os: { arch: x86_64, machine: q35, firmware: { value: efi, feature: [{ name: secure-boot, enabled: true }] }, loader: { secure: false } }\n\
         features: { acpi: true, smm: true }",
        "os: { arch: x86_64, machine: q35, firmware: { value: efi, feature: [{ name: secure-boot, enabled: true }] } }\n\
         features: { acpi: true, smm: false }",
    ],
    good: &["os: { arch: x86_64, machine: q35, firmware: efi }\nfeatures: { acpi: true, smm: true }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(os) = guest.domain().find("os").filter(|os| os.has("@firmware")) else { return };
    let wanted = ["secure-boot", "enrolled-keys"].iter().filter_map(|name| feature(os, name)).find(|feature| feature.is_on("@enabled"));
    let secure = os.at("loader/@secure");
    let wants_secure_loader = os.is_on("loader/@secure");
    let demand: Option<(Span, &str)> = match (wanted, secure.filter(|_| wants_secure_loader)) {
        (Some(feature), _) => Some((feature.span(), "the firmware is to have Secure Boot")),
        (None, Some(secure)) => Some((secure.span, "the loader is to be secure")),
        (None, None) => None,
    };
    let Some((place, what)) = demand else { return };
    if os.is("@firmware", "bios") {
        report(place, "no BIOS has Secure Boot", os.place("@firmware"), "the firmware is a BIOS", findings);
    } else if let Some(ruled_out) = feature(os, "secure-boot").filter(|feature| wants_secure_loader && feature.is_off("@enabled")) {
        report(place, "a secure loader is one for Secure Boot", ruled_out.span(), "Secure Boot is ruled out", findings);
    } else if guest.is_x86() && wanted.is_some() && os.is_off("loader/@secure") {
        report(place, "on x86 Secure Boot needs a secure loader", os.place("loader/@secure"), "it is ruled out", findings);
    } else if let Some(smm) = guest.domain().find("features/smm").filter(|smm| guest.is_x86() && smm.is_off("@state")) {
        report(smm.place("@state"), "on x86 Secure Boot needs system management mode", place, what, findings);
    }
}

fn report(place: Span, message: &str, other: Span, text: &str, findings: &mut Findings) {
    findings.report(place, message).related(other, text).help("leave one of the two out");
}
