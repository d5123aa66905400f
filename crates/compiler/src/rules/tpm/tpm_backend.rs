use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tpm-backend-of-another-model",
    summary: "A TPM has a backend that its model or the backend itself cannot have.",
    why: "A TPM proxy hands the host's TPM through; an external TPM is a process behind a UNIX socket, to which libvirt \
          connects (qemu_validate.c, domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: ppc64, machine: pseries }\ndevices: { tpm: { a: { model: spapr-tpm-proxy, backend: { type: emulator } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-tis, backend: { type: external } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-tis, backend: { type: external, source: { type: file, path: /run/tpm } } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { tpm: { a: { model: tpm-tis, backend: { type: external, source: { type: unix, mode: connect, path: /run/tpm } } } } }",
    ],
    check: Check::Each("devices/tpm", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    let Some(kind) = module.at("backend/@type") else { return };
    if guest.is_qemu() && module.is("@model", "spapr-tpm-proxy") && &*kind.text != "passthrough" {
        let report = findings.report(kind.span, format!("{} is a proxy, and its backend `{}`", module.label(), kind.text));
        report.related(module.place("@model"), "the proxy").help("write `passthrough`");
    }
    if &*kind.text != "external" {
        return;
    }
    if !module.has("backend/source/@type") {
        let report = findings.report(kind.span, format!("{} is an external process, and has no `source`", module.label()));
        report.help("write `source: { type: unix, mode: connect, path: … }`");
    } else if !module.is("backend/source/@type", "unix") {
        let report = findings
            .report(module.place("backend/source/@type"), format!("{} is an external process behind a UNIX socket", module.label()));
        report.help("write `unix`");
    }
}
