use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tpm-version",
    summary: "An emulated TPM speaks a version that its model or its settings do not know.",
    why: "Only `tpm-tis` on x86 speaks TPM 1.2; banks of measurements and profiles are those of TPM 2.0 (formatdomain, TPM \
          device; domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-crb, backend: { type: emulator, version: 1.2 } } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { tpm: { a: { model: tpm-tis, backend: { type: emulator, version: 1.2 } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-tis, backend: { type: emulator, version: 1.2, active_pcr_banks: { sha256: {} } } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-crb, backend: { type: emulator, version: 2.0, active_pcr_banks: { sha256: {} } } } } }",
    ],
    check: Check::Each("devices/tpm", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    let Some(backend) = module.find("backend").filter(|backend| backend.is("@type", "emulator") && backend.is("@version", "1.2")) else {
        return;
    };
    let version = backend.place("@version");
    if let Some(model) = module.at("@model").filter(|model| &*model.text != "tpm-tis") {
        let report = findings.report(version, format!("{} is a `{}`, which speaks TPM 2.0", module.label(), model.text));
        report.related(model.span, "the model").help("write `2.0`").fix(version, "2.0");
    } else if guest.is_qemu() && guest.arch().is_some() && !guest.is_x86() {
        let report = findings.report(version, format!("{} speaks TPM 1.2, which only x86 guests do", module.label()));
        report.help("write `2.0`").fix(version, "2.0");
    }
    for (path, name) in [("active_pcr_banks", "active_pcr_banks"), ("profile/@source", "profile")] {
        let is_empty = path == "active_pcr_banks" && backend.find(path).is_some_and(|banks| banks.contents().next().is_none());
        if backend.has(path) && !is_empty {
            let report = findings.report(backend.place(name), format!("{} speaks TPM 1.2, and `{name}` is of TPM 2.0", module.label()));
            report.related(version, "the version").help("write `version: 2.0`, or leave it out");
        }
    }
}
