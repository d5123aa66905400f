use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-vhost-scsi-hostdev",
    summary: "A host device of type scsi_host has no target of vhost-scsi.",
    why: "The only protocol is `vhost`, and the target on the host is found by its WWPN (formatdomain, Host device \
          assignment).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { disks: { scsi_host: { protocol: vhost } } } }",
        "devices: { hostdev: { disks: { scsi_host: { wwpn: naa.5123456789abcde0 } } } }",
    ],
    good: &["devices: { hostdev: { disks: { scsi_host: { protocol: vhost, wwpn: naa.5123456789abcde0 } } } }"],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    let Some(source) = hostdev.find("source").filter(|_| hostdev.is("@type", "scsi_host")) else { return };
    if !source.is("@protocol", "vhost") {
        let report = findings.report(source.place("@protocol"), format!("{} is not reached by protocol `vhost`", hostdev.label()));
        report.help("write `protocol: vhost` in the source");
    } else if !source.has("@wwpn") {
        let report = findings.report(source.span(), format!("{} has no target", hostdev.label()));
        report.help("write `wwpn`, such as `naa.5123456789abcde0`");
    }
}
