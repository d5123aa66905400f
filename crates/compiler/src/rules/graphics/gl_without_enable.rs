use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "gl-without-enable",
    summary: "A display has OpenGL settings that do not say whether it is on.",
    why: "`gl` of SPICE, SDL and D-Bus displays has `enable` (domain_conf.c); headless renderers always render.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: spice, gl: { rendernode: /dev/dri/renderD128 } } } }"],
    good: &["devices: { graphics: { a: { type: vnc }, b: { type: egl-headless, gl: { rendernode: /dev/dri/renderD128 } } } }"],
    check: Check::Each("devices/graphics", check),
};

fn check(display: View, _guest: &Guest, findings: &mut Findings) {
    if display.has("gl") && !display.has("gl/@enable") && matches!(kind(display), "spice" | "sdl" | "dbus") {
        let report = findings.report(display.place("gl"), format!("{} does not say whether OpenGL is on", display.label()));
        report.help("write `enable: true` in `gl`");
    }
}
