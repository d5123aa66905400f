use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-video-among-others",
    summary: "A guest has a video card, and one that says that there is none.",
    why: "`model: none` keeps libvirt from adding a card, and stands alone (formatdomain, Video devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: none }, b: { model: vga } } }"],
    good: &["devices: { video: { a: { model: none } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(none) = guest.devices("video").find(|card| model(*card) == "none") else { return };
    let other = guest.devices("video").find(|card| !card.is_same(none));
    if let Some(other) = other {
        let report = findings.report(none.place("model/@type"), "the guest has a video card, and `none`");
        report.related(other.span(), "the card").help("leave one of them out");
    }
}
