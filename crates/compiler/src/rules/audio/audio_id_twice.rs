use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "audio-id-twice",
    summary: "Two audio backends have one number.",
    why: "Sound cards and displays refer to backends by this number (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { audio: { a: { id: 1, type: none }, b: { id: 1, type: none } } }"],
    good: &["devices: { audio: { a: { id: 1, type: none }, b: { id: 2, type: none } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for audio in guest.devices("audio") {
        let Some(id) = audio.number("@id") else { continue };
        let mut earlier = guest.devices("audio").take_while(|other| !other.is_same(audio));
        if let Some(first) = earlier.find(|other| other.number("@id") == Some(id)) {
            let report = findings.report(audio.place("@id"), format!("two audio backends have the number {id}"));
            report.related(first.place("@id"), "the other").help("write another number");
        }
    }
}
