use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "several-tpms",
    summary: "A guest has more than one TPM.",
    why: "QEMU guests have one TPM; pseries guests may have one TPM proxy beside it (qemu_validate.c). For no hypervisor libvirt takes \
          three (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { backend: { type: emulator } }, b: { backend: { type: emulator } } } }",
        "os: { arch: ppc64, machine: pseries }\ndevices: { tpm: { a: { model: spapr-tpm-proxy, backend: { type: passthrough, device: /dev/tpmrm0 } }, b: { model: spapr-tpm-proxy, backend: { type: passthrough, device: /dev/tpmrm0 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-crb, backend: { type: emulator, version: 2.0 } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if !guest.is_qemu() {
        if let Some(third) = guest.devices("tpm").nth(2) {
            findings.report(third.span(), "the guest has three TPMs").help("leave one of them out");
        }
        return;
    }
    for is_proxy in [false, true] {
        let mut modules = guest.devices("tpm").filter(|module| module.is("@model", "spapr-tpm-proxy") == is_proxy);
        if let (Some(first), Some(second)) = (modules.next(), modules.next()) {
            let what = if is_proxy { "TPM proxies" } else { "TPMs" };
            let report = findings.report(second.span(), format!("the guest has two {what}"));
            report.related(first.span(), "the first").help("leave one of them out");
        }
    }
}
