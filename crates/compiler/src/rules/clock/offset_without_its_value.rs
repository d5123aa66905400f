use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "offset-without-its-value",
    summary: "The clock has an offset whose value is missing, or is beyond all calendars.",
    why: "A clock in a time zone needs the zone, one that always begins at one time needs that time. libvirt refuses them \
          without, and with QEMU a time after the year 9999 (formatdomain, Time keeping).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["clock: { offset: timezone }", "clock: { offset: absolute }", "clock: { offset: absolute, start: 253402300800 }"],
    good: &["clock: { offset: timezone, timezone: Europe/Vienna }", "clock: { offset: absolute, start: 1234567890 }"],
    check: Check::Each("clock", check),
};

fn check(clock: View, guest: &Guest, findings: &mut Findings) {
    for (offset, path, help) in
        [("timezone", "@timezone", "write `timezone: Europe/Vienna`"), ("absolute", "@start", "write `start` in seconds since 1970")]
    {
        if clock.is("@offset", offset) && !clock.has(path) {
            findings.report(clock.place("@offset"), format!("the offset `{offset}` needs `{}`", &path[1..])).help(help);
        }
    }
    if guest.is_qemu() && clock.is("@offset", "absolute") && clock.number("@start").is_some_and(|start| start > 253_402_300_799) {
        findings.report(clock.place("@start"), "the clock would begin after the year 9999").help("write at most 253402300799");
    }
}
