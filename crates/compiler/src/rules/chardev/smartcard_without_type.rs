use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "smartcard-without-type",
    summary: "A smartcard is passed through, and does not say from where.",
    why: "A card of mode `passthrough` comes over a connection, whose `type` is `spicevmc`, `tcp`, `unix` or another \
          (formatdomain, Smartcard devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { smartcard: { a: { mode: passthrough } } }"],
    good: &[
        "devices: { smartcard: { a: { mode: passthrough, type: tcp, source: { mode: bind, host: 127.0.0.1, service: 2001 }, protocol: raw } } }",
    ],
    check: Check::Each("devices/smartcard", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if card.is("@mode", "passthrough") && !card.has("@type") {
        let report = findings.report(card.place("@mode"), format!("{} is passed through, and has no `type`", card.label()));
        report.help("write `type: spicevmc` for the card of the SPICE client, or `type: tcp` and a `source`");
    }
}
