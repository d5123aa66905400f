use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "firmware-features-without-choice",
    summary: "Features of firmware are asked for where libvirt does not choose the firmware.",
    why: "The features narrow libvirt's choice among the firmware of the host; without `firmware: efi` or `bios` there is no choice, \
          and libvirt refuses them (formatdomain, BIOS bootloader, `firmware`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { firmware: { feature: [{ name: secure-boot, enabled: true }] } }\nfeatures: { acpi: true }"],
    good: &["os: { firmware: { value: efi } }\nfeatures: { acpi: true }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(os) = guest.domain().find("os").filter(|os| !os.has("@firmware")) else { return };
    if let Some(feature) = os.find("firmware/feature") {
        let report = findings.report(feature.span(), "libvirt does not choose the firmware of this guest");
        report.help("write `firmware: { value: efi, feature: … }`, or leave the features out");
    }
}
