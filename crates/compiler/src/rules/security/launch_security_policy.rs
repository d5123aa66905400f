use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "launch-security-policy",
    summary: "A guest whose memory AMD's SEV encrypts has no policy.",
    why: "The firmware enforces a policy for SEV and SEV-SNP; libvirt refuses a guest without one (formatdomain, Launch Security).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: x86_64, machine: q35 }
launchSecurity: { type: sev, cbitpos: 47, reducedPhysBits: 1 }"#,
        r#"os: { arch: x86_64, machine: q35 }
launchSecurity: { type: sev-snp }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: q35 }
launchSecurity: { type: sev, policy: "0x0001" }"#],
    check: Check::Each("launchSecurity", check),
};

fn check(security: View, _guest: &Guest, findings: &mut Findings) {
    if !security.is_any("@type", &["sev", "sev-snp"]) || security.has("policy") {
        return;
    }
    let (usual, kind) = if security.is("@type", "sev") { ("0x0003", "sev") } else { ("0x30000", "sev-snp") };
    let message = format!("launch security of type `{kind}` has no policy");
    findings.report(security.place("@type"), message).help(format!("write `policy: \"{usual}\"`, or the bits that you want"));
}
