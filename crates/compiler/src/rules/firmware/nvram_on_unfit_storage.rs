use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nvram-on-unfit-storage",
    summary: "The variables of UEFI lie on storage that QEMU's driver does not take for them.",
    why: "libvirt takes a file, a block device or a network source for `nvram`, and there neither slices nor persistent reservations \
          nor a backing store (formatdomain, BIOS bootloader, `nvram`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os:\n  arch: x86_64\n  machine: q35\n  loader: { value: /ovmf.fd, readonly: true, type: pflash }\n  \
         nvram: { type: dir, source: { dir: /vars } }\nfeatures: { acpi: true }"],
    good: &["os:\n  arch: x86_64\n  machine: q35\n  loader: { value: /ovmf.fd, readonly: true, type: pflash }\n  \
         nvram: { type: file, source: { file: /vars.fd } }\nfeatures: { acpi: true }"],
    check: Check::EachQemu("os/nvram", check),
};

fn check(nvram: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(kind) = nvram.at("@type").filter(|kind| !matches!(&*kind.text, "file" | "block" | "network")) {
        let report = findings.report(kind.span, format!("UEFI's variables cannot lie on storage of the type `{}`", kind.text));
        report.help("write `file`, `block` or `network`");
    }
    let Some(source) = nvram.find("source") else { return };
    for (part, what) in [("slices", "a slice of an image"), ("reservations", "storage with persistent reservations")] {
        if let Some(part) = source.find(part) {
            findings.report(part.span(), format!("UEFI's variables cannot lie in {what}"));
        }
    }
}
