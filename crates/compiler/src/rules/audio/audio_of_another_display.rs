use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "audio-of-another-display",
    summary: "An audio backend and a display do not belong together.",
    why: "A backend of type `spice` plays to the clients of a SPICE display; a D-Bus display takes a backend of type `dbus` \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { audio: { a: { id: 1, type: spice } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { graphics: { d: { type: dbus, audio: 1 } }, audio: { a: { id: 1, type: alsa } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { graphics: { d: { type: dbus, audio: 1 } }, audio: { a: { id: 1, type: dbus } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let has_spice = guest.devices("graphics").any(|display| display.is("@type", "spice"));
    for audio in guest.devices("audio").filter(|audio| audio.is("@type", "spice")) {
        if !has_spice {
            let report =
                findings.report(audio.place("@type"), format!("{} is of type `spice`, and the guest has no SPICE display", audio.label()));
            report.help("write a device `graphics` with `type: spice`, or another type");
        }
    }
    let backends: HashMap<u64, View> = guest.devices("audio").filter_map(|audio| Some((audio.number("@id")?, audio))).collect();
    for display in guest.devices("graphics").filter(|display| display.is("@type", "dbus")) {
        let Some(id) = display.number("audio/@id") else { continue };
        let Some(audio) = backends.get(&id) else { continue };
        if !audio.is("@type", "dbus") {
            let report = findings
                .report(display.place("audio/@id"), format!("{} uses a backend of type `{}`", display.label(), audio.text("@type")));
            report.related(audio.place("@type"), "the backend").help("write `type: dbus` there");
        }
    }
}
