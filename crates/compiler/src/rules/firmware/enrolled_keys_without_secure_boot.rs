use super::feature;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "enrolled-keys-without-secure-boot",
    summary: "Firmware is to have keys for Secure Boot enrolled, and no Secure Boot.",
    why: "There is no such firmware: keys serve Secure Boot alone. libvirt refuses the feature `enrolled-keys` beside a disabled \
          `secure-boot` (formatdomain, BIOS bootloader, `firmware`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os:\n  firmware: { value: efi, feature: [{ name: enrolled-keys, enabled: true }, { name: secure-boot, enabled: false }] }\n\
         features: { acpi: true }"],
    good: &["os:\n  firmware: { value: efi, feature: [{ name: secure-boot, enabled: false }] }\nfeatures: { acpi: true }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(os) = guest.domain().find("os").filter(|os| os.has("@firmware") && os.has("firmware")) else { return };
    let (Some(keys), Some(secure)) = (feature(os, "enrolled-keys"), feature(os, "secure-boot")) else { return };
    if keys.is_on("@enabled") && secure.is_off("@enabled") {
        let report = findings.report(keys.place("@enabled"), "no firmware has keys enrolled without Secure Boot");
        report.related(secure.place("@enabled"), "Secure Boot is ruled out").help("enable `secure-boot`, or leave `enrolled-keys` out");
    }
}
