use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "iothread-zero",
    summary: "An I/O thread has the number 0.",
    why: "I/O threads are numbered from 1; libvirt refuses 0 (formatdomain, IOThreads Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "iothreadids: { iothread: [{ id: 0 }] }",
        r#"iothreads: 1
cputune: { iothreadpin: [{ iothread: 0, cpuset: "0" }] }"#,
    ],
    good: &["iothreadids: { iothread: [{ id: 1 }] }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for (list, number) in [("iothreadids/iothread", "@id"), ("cputune/iothreadpin", "@iothread")] {
        for thread in guest.domain().all(list).filter(|thread| thread.number(number) == Some(0)) {
            findings.report(thread.place(number), "no I/O thread has the number 0").help("number I/O threads from 1");
        }
    }
}
