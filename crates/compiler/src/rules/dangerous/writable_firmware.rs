use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "writable-firmware",
    summary: "A guest may write to the firmware of the host.",
    why: "The file of the firmware is shared by all guests of a host. One that writes to it has the others at their next start (formatdomain, BIOS bootloader, `loader`).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc-q35-9.2, loader: { type: pflash, readonly: false, value: /usr/share/OVMF/OVMF_CODE.fd } }\nfeatures: { acpi: true }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc-q35-9.2, loader: { type: pflash, readonly: true, value: /usr/share/OVMF/OVMF_CODE.fd } }\nfeatures: { acpi: true }",
    ],
    check: Check::EachQemu("os/loader", check),
};

fn check(loader: View, _guest: &Guest, findings: &mut Findings) {
    let is_shared = loader.text("").starts_with("/usr/");
    if let Some(readonly) = loader.at("@readonly").filter(|readonly| &*readonly.text == "no" && is_shared) {
        findings
            .report(readonly.span, "the guest may write to the firmware that all guests share")
            .help("write `readonly: true`")
            .offer(readonly.span, "yes");
    }
}
