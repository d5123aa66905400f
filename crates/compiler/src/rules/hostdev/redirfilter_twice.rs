use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "redirfilter-twice",
    summary: "A guest has two filters for redirected USB devices.",
    why: "The rules stand in one `redirfilter`, in their order (formatdomain, Redirected devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { redirfilter: { a: { usbdev: [{ allow: true }] }, b: { usbdev: [{ allow: false }] } } }"],
    good: &["devices: { redirfilter: { a: { usbdev: [{ allow: true, vendor: \"0x1234\" }, { allow: false }] } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut filters = guest.devices("redirfilter");
    let Some(first) = filters.next() else { return };
    for filter in filters {
        let report = findings.report(filter.span(), "a guest has one `redirfilter`");
        report.related(first.span(), "first here").help("put the rules of both into one");
    }
}
