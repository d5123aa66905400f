use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "smbios-without-sysinfo",
    summary: "The guest's SMBIOS tables are to come from `sysinfo`, and there is none.",
    why: "With `smbios: sysinfo` libvirt makes the tables of the guest from its `sysinfo` of the type `smbios`. Without one the guest \
          does not start (formatdomain, BIOS bootloader, `smbios`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35, smbios: sysinfo }"],
    good: &["os: { arch: x86_64, machine: q35, smbios: sysinfo }\n\
         sysinfo: [{ type: smbios, system: { entry: [{ name: manufacturer, value: ACME }] } }]"],
    check: Check::EachQemu("os/smbios", check),
};

fn check(smbios: View, guest: &Guest, findings: &mut Findings) {
    let is_there = guest.domain().all("sysinfo").any(|sysinfo| sysinfo.is("@type", "smbios"));
    if smbios.is("@mode", "sysinfo") && !is_there {
        let report = findings.report(smbios.place("@mode"), "there is no `sysinfo` to make the tables of");
        report.help("write `sysinfo: [{ type: smbios, … }]`, or `smbios: emulate`");
    }
}
