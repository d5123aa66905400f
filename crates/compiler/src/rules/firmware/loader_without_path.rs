use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "loader-without-path",
    summary: "A loader, or a store for its variables, is described, and there is no firmware to load.",
    why: "Where libvirt does not choose the firmware itself (`firmware: efi`), it has to be told the path of the loader, also when \
          only `nvram` is written: \"no loader path specified and firmware auto selection disabled\".",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { loader: { readonly: true, type: rom } }",
        "os: { arch: x86_64, machine: q35, nvram: /vars.fd }\nfeatures: { acpi: true }",
    ],
    good: &["os: { loader: /bios.bin }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(os) = guest.domain().find("os").filter(|os| !os.has("@firmware") && os.text("loader").is_empty()) else { return };
    if let Some(loader) = os.find("loader") {
        let report = findings.report(loader.span(), "this loader has no path");
        report.help("write `loader: { value: /path/of/the/firmware, … }`, or let libvirt choose: `firmware: efi`");
    } else if let Some(nvram) = os.find("nvram") {
        let report = findings.report(nvram.span(), "these variables belong to no firmware");
        report.help("write `firmware: efi`, or a `loader`");
    }
}
