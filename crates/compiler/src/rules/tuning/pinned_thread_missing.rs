use crate::rules::iothreads::Iothreads;
use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pinned-thread-missing",
    summary: "A vCPU or I/O thread is pinned or scheduled that the guest does not have.",
    why: "vCPUs are numbered from 0 to one less than what `vcpu` says; I/O threads have the numbers in `iothreadids`, then the \
          lowest free ones up to the count in `iothreads`. libvirt refuses a pinning or a scheduler of I/O threads and a \
          scheduler of vCPUs that there are not (formatdomain, CPU Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"iothreads: 1
cputune: { iothreadpin: [{ iothread: 2, cpuset: "0" }] }"#,
        r#"iothreads: 1
cputune: { iothreadsched: [{ iothreads: "2", scheduler: batch }] }"#,
        r#"vcpu: 2
cputune: { vcpusched: [{ vcpus: 0-3, scheduler: batch }] }"#,
    ],
    good: &[r#"vcpu: 4
iothreads: 2
cputune: { vcpusched: [{ vcpus: 0-3, scheduler: batch }], iothreadsched: [{ iothreads: "2", scheduler: batch }] }"#],
    check: Check::Each("cputune", check),
};

fn check(cputune: View, guest: &Guest, findings: &mut Findings) {
    for schedule in cputune.all("vcpusched") {
        let most = guest.vcpus();
        if let Some(missing) = Set::parse(schedule.text("@vcpus")).and_then(|set| set.beyond(most)) {
            let report = findings.report(schedule.place("@vcpus"), format!("there is no vCPU {missing}"));
            report.help(format!("vCPUs are numbered from 0: the last one is {}", most.saturating_sub(1)));
        }
    }
    if !cputune.has("iothreadpin") && !cputune.has("iothreadsched") {
        return;
    }
    let threads = Iothreads::of(guest);
    for pin in cputune.all("iothreadpin") {
        if let Some(thread) = pin.number("@iothread").filter(|thread| !threads.has(*thread)) {
            missing(pin.place("@iothread"), thread, guest, findings);
        }
    }
    for schedule in cputune.all("iothreadsched") {
        let Some(set) = Set::parse(schedule.text("@iothreads")) else { continue };
        if let Some(thread) = set.iter().find(|thread| !threads.has(*thread)) {
            missing(schedule.place("@iothreads"), thread, guest, findings);
        }
    }
}

fn missing(place: virtc_model::span::Span, thread: u64, guest: &Guest, findings: &mut Findings) {
    let report = findings.report(place, format!("there is no I/O thread {thread}"));
    match guest.domain().find("iothreads") {
        Some(count) => report.related(count.place(""), "so many there are").help("I/O threads are numbered from 1"),
        None => report.help(format!("write `iothreads: {thread}`, or list the numbers in `iothreadids`")),
    };
}
