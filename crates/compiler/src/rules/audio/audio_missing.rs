use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashSet;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "audio-missing",
    summary: "A sound card or a display refers to an audio backend that is not there.",
    why: "`audio` refers to a device `audio` of the guest by its `id` (formatdomain, Audio backends). A guest without one gets \
          number 1 by itself.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { sound: { a: { model: ich9, audio: 3 } }, audio: { b: { id: 1, type: none } } }",
        "devices: { graphics: { v: { type: vnc, audio: 4 } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { sound: { a: { model: ich9, audio: 1 } }, audio: { b: { id: 1, type: none } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let displays = guest.devices("graphics").filter(|display| display.is("@type", "vnc"));
    let known: HashSet<u64> = guest.devices("audio").filter_map(|audio| audio.number("@id")).collect();
    let has_none = guest.devices("audio").next().is_none();
    for device in guest.devices("sound").chain(displays) {
        let Some(id) = device.number("audio/@id").filter(|id| *id != 0) else { continue };
        let is_default = id == 1 && has_none;
        if !is_default && !known.contains(&id) {
            let report = findings.report(
                device.place("audio/@id"),
                format!("{} uses the audio backend {id}, which this guest does not have", device.label()),
            );
            report.help(format!("write a device `audio` with `id: {id}`"));
        }
    }
}
