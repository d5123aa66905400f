use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nvram-with-stateless-loader",
    summary: "Firmware without state has a place to keep its state.",
    why: "A stateless loader has no variables that last, so there is nothing to keep in `nvram`, nor a template to make it from: \
          libvirt refuses both (formatdomain, BIOS bootloader, `loader`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os:\n  arch: x86_64\n  machine: q35\n  loader: { value: /ovmf.fd, readonly: true, type: pflash, stateless: true }\n  nvram: /vars.fd\n\
         features: { acpi: true }",
        "os:\n  arch: x86_64\n  machine: q35\n  loader: { value: /ovmf.fd, readonly: true, type: pflash, stateless: true }\n  \
         nvram: { template: /vars.fd }\nfeatures: { acpi: true }",
    ],
    good: &["os: { arch: x86_64, machine: q35, loader: { value: /ovmf.fd, readonly: true, type: pflash, stateless: true } }\n\
         features: { acpi: true }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(os) = guest.domain().find("os").filter(|os| os.is_on("loader/@stateless")) else { return };
    let Some(nvram) = os.find("nvram") else { return };
    let (place, message) = match nvram.at("@template") {
        Some(template) => (template.span, "a stateless loader makes no variable store from a template"),
        None if !os.text("nvram").is_empty() || nvram.has("source") => (os.place("nvram"), "a stateless loader keeps no variables"),
        None => return,
    };
    findings.report(place, message).related(os.place("loader/@stateless"), "stateless").help("leave `nvram` out").may_go();
}
