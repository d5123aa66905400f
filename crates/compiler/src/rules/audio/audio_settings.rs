use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "fixed-audio-settings",
    summary: "The fixed settings of an audio backend contradict each other.",
    why: "`settings` are used with `fixedSettings: true`, and these with `mixingEngine: true` (formatdomain, Audio backends).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { audio: { a: { id: 1, type: alsa, input: { fixedSettings: true } } } }",
        "devices: { audio: { a: { id: 1, type: alsa, output: { mixingEngine: true, settings: { frequency: 44100 } } } } }",
    ],
    good: &[
        "devices: { audio: { a: { id: 1, type: alsa, output: { mixingEngine: true, fixedSettings: true, settings: { frequency: 44100 } } } } }",
    ],
    check: Check::Each("devices/audio", check),
};

fn check(audio: View, _guest: &Guest, findings: &mut Findings) {
    for side in ["input", "output"].into_iter().filter_map(|side| audio.find(side)) {
        let is_fixed = side.is("@fixedSettings", "yes");
        if is_fixed && !side.is("@mixingEngine", "yes") {
            let report = findings.report(side.place("@fixedSettings"), format!("the {} has fixed settings, and does not mix", side.kind()));
            report.help("write `mixingEngine: true` beside it");
        } else if !is_fixed && side.has("settings") {
            let report = findings.report(side.place("settings"), format!("the {} has `settings`, and they are not fixed", side.kind()));
            report.help("write `fixedSettings: true` and `mixingEngine: true` beside them");
        }
    }
}
