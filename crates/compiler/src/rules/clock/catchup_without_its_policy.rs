use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "catchup-without-its-policy",
    summary: "It is said how a timer catches up, and it does not.",
    why: "Threshold, slew and limit belong to the tick policy `catchup`; libvirt refuses them with another (formatdomain, Time \
          keeping, `timer`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "clock: { offset: utc, timer: [{ name: rtc, tickpolicy: delay, catchup: { threshold: 123 } }] }",
        "clock: { offset: utc, timer: [{ name: rtc, catchup: { limit: 10000 } }] }",
    ],
    good: &["clock: { offset: utc, timer: [{ name: rtc, tickpolicy: catchup, catchup: { threshold: 123, slew: 120, limit: 10000 } }] }"],
    check: Check::Each("clock/timer", check),
};

fn check(timer: View, _guest: &Guest, findings: &mut Findings) {
    let Some(catchup) = timer.find("catchup") else { return };
    let is_set = ["@threshold", "@slew", "@limit"].iter().any(|path| catchup.number(path).is_some_and(|number| number > 0));
    if is_set && !timer.is("@tickpolicy", "catchup") {
        let report = findings.report(catchup.span(), "the timer does not catch up").help("write `tickpolicy: catchup` for it");
        if let Some(policy) = timer.at("@tickpolicy") {
            report.related(policy.span, "this is another policy");
        }
    }
}
