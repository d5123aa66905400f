use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "launch-security-machine",
    summary: "A guest is to be protected by a technology that its machine does not have.",
    why: "SEV is AMD's and so x86 guests', Secure Execution s390 guests'. libvirt refuses the type where the guest's QEMU does \
          not have it (formatdomain, Launch Security).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
launchSecurity: { type: sev, policy: "0x0001" }"#,
        r#"os: { arch: x86_64, machine: q35 }
launchSecurity: { type: s390-pv }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: q35 }
launchSecurity: { type: sev, policy: "0x0001" }"#],
    check: Check::EachQemu("launchSecurity", check),
};

fn check(security: View, guest: &Guest, findings: &mut Findings) {
    let Some(kind) = security.at("@type") else { return };
    let owner = match &*kind.text {
        "sev" | "sev-snp" if guest.is_not_x86() => "x86",
        "s390-pv" if guest.arch().is_some() && !guest.is_s390() => "s390",
        _ => return,
    };
    let report = findings.report(kind.span, format!("`{}` protects {owner} guests only", kind.text));
    let report = report.help("leave `launchSecurity` out, or write what the guest's host has");
    if let Some(arch) = guest.domain().at("os/type/@arch") {
        report.related(arch.span, "this guest is another");
    }
}
