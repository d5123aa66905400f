use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "scheduled-twice",
    summary: "Two schedulers are given to one vCPU or I/O thread.",
    why: "libvirt refuses sets of `vcpusched` or of `iothreadsched` that overlap (formatdomain, CPU Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 4
cputune: { vcpusched: [{ vcpus: 0-2, scheduler: batch }, { vcpus: 2-3, scheduler: idle }] }"#,
        r#"iothreads: 2
cputune: { iothreadsched: [{ iothreads: "1-2", scheduler: batch }, { iothreads: "2", scheduler: idle }] }"#,
    ],
    good: &[r#"vcpu: 4
cputune: { vcpusched: [{ vcpus: 0-1, scheduler: batch }, { vcpus: 2-3, scheduler: idle }] }"#],
    check: Check::Each("cputune", check),
};

fn check(cputune: View, _guest: &Guest, findings: &mut Findings) {
    for (list, set, what) in [("vcpusched", "@vcpus", "vCPU"), ("iothreadsched", "@iothreads", "I/O thread")] {
        let mut taken = Set::empty();
        for schedule in cputune.all(list) {
            let Some(threads) = Set::parse(schedule.text(set)) else { continue };
            if let Some(shared) = taken.common(&threads) {
                let report = findings.report(schedule.place(set), format!("{what} {shared} has two schedulers"));
                let holds = |other: &View| Set::parse(other.text(set)).is_some_and(|threads| threads.contains(shared));
                if let Some(first) = cputune.all(list).find(holds) {
                    report.related(first.place(set), "also here").help("write each one once");
                }
                break;
            }
            taken.extend(&threads);
        }
    }
}
