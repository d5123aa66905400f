use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "input-of-the-host",
    summary: "A guest hears the keyboard or the mouse of the host.",
    why: "Every key that is pressed at the host goes to the guest while it has the device, passwords for other guests and for the host included (formatdomain, Input devices, `evdev` and `passthrough`).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["devices: { input: { keyboard: { evdev: /dev/input/event2 } } }"],
    good: &["devices: { input: { keyboard: { type: keyboard, bus: virtio } } }"],
    check: Check::EachQemu("devices/input", check),
};

fn check(input: View, _guest: &Guest, findings: &mut Findings) {
    if input.is_any("@type", &["evdev", "passthrough"]) {
        let report = findings.report(input.place("@type"), format!("{} is a device of the host's own", input.label()));
        report.help("give it one that is for this guest alone, as a USB `hostdev`, or an emulated one");
    }
}
