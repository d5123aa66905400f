use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "password-in-clear",
    summary: "The password of a screen stands in the spec.",
    why: "Whoever reads the repository, its history or the domain's XML has it, and VNC uses no more than eight characters of it (formatdomain, Graphical framebuffers, `passwd`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { graphics: { vnc: { type: vnc, autoport: true, passwd: geheim } } }"],
    good: &["devices: { graphics: { vnc: { type: vnc, autoport: true, listen: 127.0.0.1 } } }"],
    check: Check::Each("devices/graphics", check),
};

fn check(graphics: View, _guest: &Guest, findings: &mut Findings) {
    let Some(password) = graphics.at("@passwd").filter(|password| !password.text.is_empty()) else { return };
    let report = findings.report(password.span, format!("the password of {} stands in the spec", graphics.label()));
    report.help("let the screen listen on `127.0.0.1` and come by SSH, or set `vnc_password` or `spice_password` in the host's qemu.conf");
}
