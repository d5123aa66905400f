use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "input-without-source",
    summary: "An input device of the host is handed over, and it is not said which.",
    why: "`passthrough` takes its device from `evdev`, `evdev` from `dev`. libvirt refuses a source without it: \"Missing evdev path for \
          input device\" (formatdomain, Input devices, `source`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { input: { a: { type: passthrough, bus: virtio, source: { dev: /dev/input/event1 } } } }",
        "devices: { input: { a: { type: evdev, source: { evdev: /dev/input/event1 } } } }",
    ],
    good: &["devices: { input: { a: { type: passthrough, bus: virtio, source: { evdev: /dev/input/event1 } } } }"],
    check: Check::Each("devices/input", check),
};

fn check(input: View, _guest: &Guest, findings: &mut Findings) {
    let name = match input.text("@type") {
        "passthrough" => "evdev",
        "evdev" => "dev",
        _ => return,
    };
    let path = if name == "dev" { "source/@dev" } else { "source/@evdev" };
    if input.has(path) {
        return;
    }
    let place = if input.has("source") { input.place("source") } else { input.place("@type") };
    let report = findings.report(place, format!("{} has no device of the host", input.label()));
    report.help(format!("write `source: {{ {name}: /dev/input/by-id/… }}`"));
}
