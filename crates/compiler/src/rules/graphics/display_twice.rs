use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "display-twice",
    summary: "Two displays of a QEMU guest are of one type.",
    why: "QEMU has one VNC server, one SPICE server, one window, one D-Bus display and one headless renderer; libvirt refuses \
          a second one when the guest starts (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { graphics: { a: { type: vnc }, b: { type: vnc } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: vnc }, b: { type: spice } } }"],
    check: Check::Qemu(check),
};

const ONCE: &[&str] = &["sdl", "vnc", "spice", "egl-headless", "dbus", "rdp"];

fn check(guest: &Guest, findings: &mut Findings) {
    if guest.devices("graphics").nth(1).is_none() {
        return;
    }
    for kind in ONCE {
        let mut displays = guest.devices("graphics").filter(|display| display.is("@type", kind));
        if let (Some(first), Some(second)) = (displays.next(), displays.next()) {
            let report = findings.report(second.place("@type"), format!("{} is the second one of type `{kind}`", second.label()));
            report.related(first.place("@type"), "the first").help("leave one of them out");
        }
    }
}
