use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "headless-renderer-beside-another-display",
    summary: "A headless renderer stands beside a display that it cannot serve.",
    why: "`egl-headless` renders for VNC and SPICE; a SPICE display with OpenGL of its own renders itself (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { a: { type: sdl }, b: { type: egl-headless } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: spice, listen: [{ type: none }], gl: true }, b: { type: egl-headless } } }",
    ],
    good: &["devices: { graphics: { a: { type: vnc }, b: { type: egl-headless } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(renderer) = guest.devices("graphics").find(|display| kind(*display) == "egl-headless") else { return };
    for display in guest.devices("graphics").filter(|display| !matches!(kind(*display), "vnc" | "egl-headless" | "")) {
        beside(display, renderer, findings);
    }
}

fn beside(display: View, renderer: View, findings: &mut Findings) {
    if kind(display) != "spice" {
        let message = format!("{} is of type `{}`, and `egl-headless` renders for VNC and SPICE", display.label(), kind(display));
        findings.report(display.place("@type"), message).related(renderer.place("@type"), "the renderer").help("leave one of them out");
    } else if display.is("gl/@enable", "yes") {
        let report = findings.report(display.place("gl/@enable"), format!("{} has OpenGL, and so has `egl-headless`", display.label()));
        report.related(renderer.place("@type"), "the renderer").help("leave one of them out");
    }
}
