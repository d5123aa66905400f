use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vnc-password",
    summary: "A VNC display has a password or a setting for it that VNC does not have.",
    why: "VNC passwords have up to 8 characters, the rest would be ignored, and clients stay connected when it changes \
          (qemu_validate.c, domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { a: { type: vnc, passwd: \"123456789\" } } }",
        "devices: { graphics: { a: { type: vnc, passwd: secret, connected: disconnect } } }",
    ],
    good: &["devices: { graphics: { a: { type: vnc, passwd: secret, connected: keep } } }"],
    check: Check::Each("devices/graphics", check),
};

const LONGEST: usize = 8;

fn check(display: View, guest: &Guest, findings: &mut Findings) {
    if kind(display) != "vnc" {
        return;
    }
    let Some(password) = display.at("@passwd") else { return };
    if guest.is_qemu() && password.text.len() > LONGEST {
        let report = findings.report(password.span, format!("the password of {} has more than {LONGEST} characters", display.label()));
        report.help("write a shorter one; a UNIX socket or TLS with SASL guards better");
    }
    if let Some(connected) = display.at("@connected").filter(|connected| &*connected.text != "keep") {
        let report = findings.report(connected.span, format!("{} keeps its clients when the password changes", display.label()));
        report.help("write `keep`, or leave `connected` out").fix(connected.span, "keep");
    }
}
