use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "baseboard-twice",
    summary: "The SMBIOS tables of a QEMU guest are to tell of two boards.",
    why: "QEMU makes one table of the type 2. libvirt defines a guest with more, and refuses to start it: \"qemu does not support more \
          than one entry to Type 2 in SMBIOS table\".",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35, smbios: sysinfo }\n\
         sysinfo: [{ type: smbios, baseBoard: [{ entry: [{ name: serial, value: A }] }, { entry: [{ name: serial, value: B }] }] }]"],
    good: &["os: { arch: x86_64, machine: q35, smbios: sysinfo }\n\
         sysinfo: [{ type: smbios, baseBoard: [{ entry: [{ name: serial, value: A }] }] }]"],
    check: Check::EachQemu("os/smbios", check),
};

fn check(smbios: View, guest: &Guest, findings: &mut Findings) {
    let used = guest.domain().all("sysinfo").find(|sysinfo| sysinfo.is("@type", "smbios"));
    let Some(tables) = used.filter(|_| smbios.is("@mode", "sysinfo")) else { return };
    if let Some(second) = tables.all("baseBoard").nth(1) {
        findings.report(second.span(), "the guest has one board").help("keep one `baseBoard`");
    }
}
