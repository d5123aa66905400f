use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nvram-without-source",
    summary: "The store for the firmware's variables has a type, and no source.",
    why: "With a `type`, the store is described as the source of a disk is, and libvirt fails without one (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35, firmware: efi, nvram: { type: file } }\nfeatures: { acpi: true }"],
    good: &[
        "os: { arch: x86_64, machine: q35, nvram: { type: file, source: { file: /vars.fd } }, loader: { value: /code.fd, type: pflash, readonly: true } }\nfeatures: { acpi: true }",
    ],
    check: Check::Each("os/nvram", check),
};

fn check(nvram: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(kind) = nvram.at("@type").filter(|_| !nvram.has("source")) {
        let report = findings.report(kind.span, format!("the store is of type `{}`, and has no source", kind.text));
        report.help("write `source`, or leave `type` out");
    }
}
