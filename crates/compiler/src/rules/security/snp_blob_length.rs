use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "snp-blob-length",
    summary: "A value for SEV-SNP has another length than the firmware reads.",
    why: "Workarounds have 16 bytes, the ID block 96, its authentication 4096 and the host's data 32; libvirt refuses others \
          (formatdomain, Launch Security).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: q35 }
launchSecurity: { type: sev-snp, policy: "0x30000", hostData: AAAA }"#],
    good: &[r#"os: { arch: x86_64, machine: q35 }
launchSecurity: { type: sev-snp, policy: "0x30000", hostData: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= }"#],
    check: Check::Each("launchSecurity", check),
};

const LENGTHS: &[(&str, usize)] = &[("guestVisibleWorkarounds", 16), ("idBlock", 96), ("idAuth", 4096), ("hostData", 32)];

fn check(security: View, _guest: &Guest, findings: &mut Findings) {
    if !security.is("@type", "sev-snp") {
        return;
    }
    for (path, wanted) in LENGTHS {
        let Some(length) = security.at(path).and_then(|value| decoded(&value.text)) else { continue };
        if length != *wanted {
            let message = format!("`{path}` has {length} bytes, and {wanted} are read");
            findings.report(security.place(path), message).help(format!("write {wanted} bytes in base64"));
        }
    }
}

/// How many bytes a text in base64 holds; nothing when it is none.
fn decoded(text: &str) -> Option<usize> {
    let signs = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let (mut count, mut padding) = (0usize, 0usize);
    for sign in signs {
        match sign {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => count += 1,
            b'=' => padding += 1,
            _ => return None,
        }
    }
    ((count + padding) % 4 == 0 && padding < 3).then_some(count * 3 / 4)
}
