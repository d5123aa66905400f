use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unverified-tls",
    summary: "The server of a disk is not verified.",
    why: "With `ssl: { verify: false }` whoever sits between host and server can hand the guest another disk (formatdomain, Hard drives, `ssl`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { cd: { network: { protocol: https, name: boot.iso, host: { name: example.org }, ssl: { verify: false } }, device: cdrom, bus: sata, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { cd: { network: { protocol: https, name: boot.iso, host: { name: example.org } }, device: cdrom, bus: sata, format: raw } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(verify) = disk.at("source/ssl/@verify").filter(|verify| &*verify.text == "no") {
        let report = findings.report(verify.span, format!("whoever is on the way can hand out another {}", disk.kind()));
        report.help("write `verify: true`, and give the host the certificate of the server's authority");
    }
}
