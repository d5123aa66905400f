use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "identity-of-the-host",
    summary: "A guest reads the serial numbers of the host.",
    why: "With `smbios: host` the guest's tables are those of the host: maker, model, serial number, asset tag (formatdomain, SMBIOS system information). Two guests then look like one machine, and licences that are bound to it move with them.",
    level: Severity::Note,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["os: { smbios: host }"],
    good: &["os: { smbios: emulate }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if let Some(mode) = guest.domain().at("os/smbios/@mode").filter(|mode| &*mode.text == "host") {
        findings
            .report(mode.span, "the guest reads the serial numbers of the host")
            .help("write `emulate`, or `sysinfo` with values of its own");
    }
}
