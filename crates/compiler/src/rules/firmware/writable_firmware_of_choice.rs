use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "writable-firmware-of-choice",
    summary: "UEFI that libvirt chooses is to be writable.",
    why: "libvirt chooses among images that are shared by all guests of the host and mapped read-only, with the variables in a file \
          of the guest's own: none fits `readonly: false`, and libvirt finds no firmware.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35, firmware: efi, loader: { readonly: false, type: pflash } }\nfeatures: { acpi: true }"],
    good: &["os: { arch: x86_64, machine: q35, firmware: efi }\nfeatures: { acpi: true }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(os) = guest.domain().find("os").filter(|os| os.is("@firmware", "efi") && os.is_off("loader/@readonly")) else { return };
    // What is mapped as ROM is chosen by other rules.
    if os.is("loader/@type", "rom") {
        return;
    }
    let report = findings.report(os.place("loader/@readonly"), "libvirt chooses read-only firmware");
    report.related(os.place("@firmware"), "libvirt chooses").help("leave `readonly` out").needless();
}
