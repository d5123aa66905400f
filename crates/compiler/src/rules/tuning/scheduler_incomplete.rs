use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "scheduler-incomplete",
    summary: "A scheduler is given without the threads it is for, or without the priority that it needs.",
    why: "libvirt refuses `vcpusched` without `vcpus`, `iothreadsched` without `iothreads`, and the real-time policies `fifo` \
          and `rr` without a priority (formatdomain, CPU Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "cputune: { vcpusched: [{ scheduler: batch }] }",
        r#"iothreads: 1
cputune: { iothreadsched: [{ scheduler: batch }] }"#,
        r#"cputune: { vcpusched: [{ vcpus: "0", scheduler: fifo }] }"#,
        "cputune: { emulatorsched: rr }",
    ],
    good: &[r#"cputune: { vcpusched: [{ vcpus: "0", scheduler: fifo, priority: 1 }] }"#],
    check: Check::Each("cputune", check),
};

fn check(cputune: View, _guest: &Guest, findings: &mut Findings) {
    for (list, set) in [("vcpusched", Some("@vcpus")), ("iothreadsched", Some("@iothreads")), ("emulatorsched", None)] {
        for schedule in cputune.all(list) {
            if let Some(set) = set.filter(|set| !schedule.has(set)) {
                let key = set.trim_start_matches('@');
                findings.report(schedule.span(), format!("it is not said which {key} are meant")).help(format!("write `{key}: 0-3`"));
            }
            if schedule.is_any("@scheduler", &["fifo", "rr"]) && !schedule.has("@priority") {
                let message = format!("the policy `{}` needs a priority", schedule.text("@scheduler"));
                findings.report(schedule.place("@scheduler"), message).help("write `priority: 1`, up to 99");
            }
        }
    }
}
