use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "thread-pool",
    summary: "The bounds of a thread pool leave no thread, or are the wrong way round.",
    why: "A pool has at least one worker thread at most, and no more at least than at most. libvirt refuses a least number \
          without a most one, too (formatdomain, IOThreads Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "defaultiothread: { thread_pool_max: 0 }",
        "defaultiothread: { thread_pool_min: 8 }",
        "iothreadids: { iothread: [{ id: 1, thread_pool_min: 8, thread_pool_max: 4 }] }",
    ],
    good: &["iothreadids: { iothread: [{ id: 1, thread_pool_min: 4, thread_pool_max: 8 }] }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    for pool in domain.find("defaultiothread").into_iter().chain(domain.all("iothreadids/iothread")) {
        let (least, most) = (pool.number("@thread_pool_min"), pool.number("@thread_pool_max"));
        if most == Some(0) {
            findings.report(pool.place("@thread_pool_max"), "a thread pool has at least one thread").help("write a number from 1");
            continue;
        }
        let Some(least) = least else { continue };
        match most {
            Some(most) if least <= most => {}
            Some(most) => {
                let message = format!("at least {least} threads are more than at most {most}");
                let report = findings.report(pool.place("@thread_pool_min"), message).related(pool.place("@thread_pool_max"), "at most");
                report.help("write a number that is not above the other");
            }
            None => {
                let message = "a least number of threads needs a most one";
                findings.report(pool.place("@thread_pool_min"), message).help(format!("write `thread_pool_max: {}`", least.max(1)));
            }
        }
    }
}
