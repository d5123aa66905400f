use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "scsi-settings-of-another-hostdev",
    summary: "A host device that is no SCSI device has settings of SCSI commands.",
    why: "`sgio` and `rawio` are about the SCSI commands of the guest (formatdomain, Host device assignment).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { nic: { pci: \"0000:03:00.0\", rawio: true } } }",
        "devices: { hostdev: { nic: { pci: \"0000:03:00.0\", sgio: filtered } } }",
    ],
    good: &[
        "devices: { hostdev: { tape: { scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0, unit: 0 } }, rawio: true } } }",
    ],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    if hostdev.is("@type", "scsi") || hostdev.is("@mode", "capabilities") {
        return;
    }
    for (name, path) in [("sgio", "@sgio"), ("rawio", "@rawio")] {
        if let Some(setting) = hostdev.at(path) {
            let report = findings.report(setting.span, format!("{} has `{name}`, and is no SCSI device", hostdev.label()));
            report.related(hostdev.place("@type"), "what it is").help(format!("leave `{name}` out")).may_go();
        }
    }
}
