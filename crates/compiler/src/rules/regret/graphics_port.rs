use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "graphics-port-not-taken",
    summary: "The port of a screen is not the one that is written.",
    why: "With `autoport` libvirt drops a port that is written beside it and chooses one at each start; without both, a VNC server has no port to listen on (formatdomain, Graphical framebuffers, `autoport`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { vnc: { type: vnc, port: 5910, autoport: true } } }",
        "devices: { graphics: { vnc: { type: vnc, autoport: false } } }",
    ],
    good: &[
        "devices: { graphics: { vnc: { type: vnc, port: 5910, autoport: false } } }",
        "devices: { graphics: { vnc: { type: vnc, autoport: true } } }",
    ],
    check: Check::EachQemu("devices/graphics", check),
};

fn check(graphics: View, _guest: &Guest, findings: &mut Findings) {
    let Some(auto) = graphics.at("@autoport").filter(|_| graphics.is_any("@type", &["vnc", "spice"])) else { return };
    let is_socket = graphics.has("@socket") || graphics.all("listen").any(|listen| listen.is_any("@type", &["socket", "none"]));
    match graphics.at("@port") {
        Some(port) if graphics.is_on("@autoport") && !matches!(&*port.text, "-1" | "0") => {
            let report = findings.report(port.span, format!("{} gets another port, as libvirt chooses it", graphics.label()));
            report.related(auto.span, "libvirt chooses").help("write `autoport: false`, or leave the port out");
        }
        None if graphics.is("@type", "vnc") && graphics.is_off("@autoport") && !is_socket => {
            let report = findings.report(auto.span, format!("{} has no port", graphics.label()));
            report.help("write its `port`, or `autoport: true`");
        }
        _ => {}
    }
}
