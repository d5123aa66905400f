use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "security-device-of-the-host",
    summary: "A guest uses the TPM or the smart card of the host.",
    why: "The guest signs and decrypts with what the host, or the person before it, is known by; a TPM that is passed through also tells what the host has booted (formatdomain, TPM device; Smartcard devices).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        "devices: { tpm: { main: { model: tpm-tis, backend: { type: passthrough, device: /dev/tpm0 } } } }",
        "devices: { smartcard: { card: { mode: host } } }",
    ],
    good: &["devices: { tpm: { main: { model: tpm-crb, backend: { type: emulator, version: 2.0 } } } }"],
    check: Check::EachQemu("devices", check),
};

fn check(devices: View, _guest: &Guest, findings: &mut Findings) {
    for tpm in devices.all("tpm").filter(|tpm| tpm.is("backend/@type", "passthrough")) {
        let report = findings.report(tpm.place("backend/@type"), "the guest uses the TPM of the host");
        report.help("write `backend: { type: emulator, version: 2.0 }`");
    }
    for card in devices.all("smartcard").filter(|card| card.is_any("@mode", &["host", "host-certificates"])) {
        let report = findings.report(card.place("@mode"), "the guest uses the smart card of the host");
        report.help("write `mode: passthrough` with the card of the client, such as `spicevmc: {}`");
    }
}
