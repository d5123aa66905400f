use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "placeholder-identity",
    summary: "An identity is a placeholder.",
    why: "libvirt takes a UUID or MAC address of zeros as it is. The second guest with it is refused, or loses packets to the first; `52:54:00:12:34:56` is what QEMU gives every guest that names none.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["uuid: 00000000-0000-0000-0000-000000000000", r#"devices: { interface: { lan: { bridge: br0, mac: "00:00:00:00:00:00" } } }"#],
    good: &[r#"devices: { interface: { lan: { bridge: br0, mac: "52:54:00:12:34:57" } } }"#],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    if let Some(uuid) = domain.at("uuid").filter(|uuid| uuid.text.chars().all(|digit| matches!(digit, '0' | '-'))) {
        findings.report(uuid.span, "the UUID is a placeholder").help("leave it out, and virtc derives one");
    }
    for interface in guest.devices("interface") {
        let Some(mac) = interface.at("mac/@address") else { continue };
        if matches!(&*mac.text, "00:00:00:00:00:00" | "52:54:00:12:34:56") {
            let report = findings.report(mac.span, format!("the MAC address of {} is a placeholder", interface.label()));
            report.help("leave it out, and virtc derives one");
        }
    }
}
