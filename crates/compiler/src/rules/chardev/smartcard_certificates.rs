use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "smartcard-certificates",
    summary: "A smartcard is not made of three certificates.",
    why: "A card of mode `host-certificates` shows exactly three certificates of an NSS database (formatdomain, Smartcard \
          devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { smartcard: { a: { mode: host-certificates, certificate: [cert1, cert2] } } }"],
    good: &["devices: { smartcard: { a: { mode: host-certificates, certificate: [cert1, cert2, cert3] } } }"],
    check: Check::Each("devices/smartcard", check),
};

const CERTIFICATES: usize = 3;

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    if !card.is("@mode", "host-certificates") {
        return;
    }
    let count = card.all("certificate").count();
    if count != CERTIFICATES {
        let span = card.all("certificate").nth(CERTIFICATES).map_or_else(|| card.place("@mode"), View::span);
        let report = findings.report(span, format!("{} has {count} certificates", card.label()));
        report.help(format!("write {CERTIFICATES} of them"));
    }
}
