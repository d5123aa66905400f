use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;
use virtc_model::span::Span;

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
    let mut firsts: HashMap<u64, Span> = HashMap::new();
    for audio in guest.devices("audio") {
        let Some(id) = audio.number("@id") else { continue };
        let place = audio.place("@id");
        let first = *firsts.entry(id).or_insert(place);
        if first != place {
            let report = findings.report(place, format!("two audio backends have the number {id}"));
            report.related(first, "the other").help("write another number");
        }
    }
}
