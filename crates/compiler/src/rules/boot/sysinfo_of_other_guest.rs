use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "sysinfo-of-other-guest",
    summary: "The UUID that a guest shall read in its SMBIOS tables is not its own.",
    why: "The tables hold the domain's UUID; `system` may repeat it and not change it. libvirt refuses another: \"UUID mismatch between \
          <uuid> and <sysinfo>\" (formatdomain, SMBIOS System Information).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "uuid: 00000000-0000-4000-8000-000000000001\n\
         sysinfo: [{ type: smbios, system: { entry: [{ name: uuid, value: 00000000-0000-4000-8000-000000000002 }] } }]",
        "uuid: 00000000-0000-4000-8000-000000000001\nsysinfo: [{ type: smbios, system: { entry: [{ name: uuid, value: none }] } }]",
    ],
    good: &["uuid: 00000000-0000-4000-8000-000000000001\n\
         sysinfo: [{ type: smbios, system: { entry: [{ name: uuid, value: 00000000-0000-4000-8000-000000000001 }] } }]"],
    check: Check::Each("sysinfo", check),
};

fn check(sysinfo: View, guest: &Guest, findings: &mut Findings) {
    if !sysinfo.is("@type", "smbios") {
        return;
    }
    let own = guest.domain().at("uuid");
    for entry in sysinfo.all("system/entry").filter(|entry| entry.is("@name", "uuid")) {
        let Some(uuid) = entry.at("") else { continue };
        let Some(digits) = digits(&uuid.text) else {
            findings.report(uuid.span, format!("`{}` is no UUID", uuid.text)).help("leave the entry out: libvirt writes the guest's own");
            continue;
        };
        if let Some(own) = own.filter(|own| self::digits(&own.text).is_some_and(|own| own != digits)) {
            let report = findings.report(uuid.span, "this is the UUID of another guest");
            report.related(own.span, "its own").help("leave the entry out: libvirt writes the guest's own");
        }
    }
}

/// The 32 digits of a UUID, with hyphens wherever they stand.
fn digits(text: &str) -> Option<[u8; 32]> {
    let mut digits = [0; 32];
    let mut written = text.trim().bytes().filter(|byte| *byte != b'-');
    for digit in &mut digits {
        *digit = written.next().filter(u8::is_ascii_hexdigit)?.to_ascii_lowercase();
    }
    written.next().is_none().then_some(digits)
}
