use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tpm-of-another-machine",
    summary: "A TPM is of a model that the machine does not have.",
    why: "`tpm-crb` is for x86, `tpm-spapr` and `spapr-tpm-proxy` are for pseries, and pseries guests have no others; \
          QEMU has no TPM for s390x (formatdomain, TPM device).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-spapr, backend: { type: emulator } } } }",
        "os: { arch: ppc64, machine: pseries }\ndevices: { tpm: { a: { model: tpm-tis, backend: { type: emulator } } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { tpm: { a: { model: tpm-tis, backend: { type: emulator } } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { tpm: { a: { model: tpm-crb, backend: { type: emulator, version: 2.0 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-crb, backend: { type: emulator, version: 2.0 } } } }"],
    check: Check::EachQemu("devices/tpm", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    if guest.is_s390() {
        findings.report(module.place("@model"), "QEMU has no TPM for s390x guests").help("leave it out");
        return;
    }
    let (Some(model), Some(arch)) = (module.at("@model"), guest.arch()) else { return };
    let is_there = match &*model.text {
        "tpm-spapr" | "spapr-tpm-proxy" => guest.is_ppc(),
        "tpm-crb" => guest.is_x86(),
        "tpm-tis" => !guest.is_ppc(),
        _ => true,
    };
    if !is_there {
        let report = findings.report(model.span, format!("{} is a `{}`, which {arch} guests do not have", module.label(), model.text));
        let instead = if guest.is_ppc() { "tpm-spapr" } else { "tpm-tis" };
        report.help(format!("write `{instead}`, or leave `model` out"));
    }
}
