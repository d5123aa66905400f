use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::BTreeSet;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "iothreads-of-queues",
    summary: "The I/O threads of a disk do not serve each of its virtqueues once.",
    why: "A disk has one `iothread` or several `iothreads`. Those serve the queues that libvirt spreads among them, or each \
          the queues that it names; then every thread names some, every queue that `queues` counts is named, and none twice \
          (formatdomain, Hard drives, `iothreads`; libvirt 10.0).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "iothreads: 2\ndevices: { disk: { a: { file: /a.img, format: raw, driver: { iothread: 1, iothreads: { iothread: [{ id: 2 }] } } } } }",
        "iothreads: 2\ndevices: { disk: { a: { file: /a.img, format: raw, driver: { iothreads: { iothread: [{ id: 1 }, { id: 1 }] } } } } }",
        "iothreads: 2\ndevices: { disk: { a: { file: /a.img, format: raw, driver: { queues: 2, iothreads: { iothread: [{ id: 1, queue: [{ id: 0 }, { id: 1 }] }, { id: 2 }] } } } } }",
        "iothreads: 2\ndevices: { disk: { a: { file: /a.img, format: raw, driver: { queues: 3, iothreads: { iothread: [{ id: 1, queue: [{ id: 0 }] }, { id: 2, queue: [{ id: 1 }] }] } } } } }",
    ],
    good: &[
        "iothreads: 2\ndevices: { disk: { a: { file: /a.img, format: raw, driver: { queues: 2, iothreads: { iothread: [{ id: 1, queue: [{ id: 0 }] }, { id: 2, queue: [{ id: 1 }] }] } } } } }",
        "iothreads: 2\ndevices: { disk: { a: { file: /a.img, format: raw, driver: { iothreads: { iothread: [{ id: 1 }, { id: 2 }] } } } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(driver) = disk.find("driver").filter(|driver| driver.has("iothreads")) else { return };
    if let Some(one) = driver.at("@iothread") {
        let report = findings.report(one.span, format!("{} has an `iothread` beside `iothreads`", disk.label()));
        report.related(driver.place("iothreads"), "several threads").help("write one or the other");
        return;
    }
    let (mut threads, mut numbers) = (Vec::new(), BTreeSet::new());
    for thread in driver.all("iothreads/iothread") {
        let Some(id) = thread.at("@id") else { continue };
        if !numbers.insert(thread.number("@id")) {
            findings.report(id.span, format!("I/O thread {} serves {} twice", id.text, disk.label())).help("name each thread once");
            return;
        }
        threads.push(thread);
    }
    queues(disk, driver, &threads, findings);
}

fn queues(disk: View, driver: View, threads: &[View], findings: &mut Findings) {
    if !threads.iter().any(|thread| thread.has("queue")) {
        return;
    }
    let Some(count) = driver.number("@queues") else {
        let report = findings.report(
            driver.place("iothreads"),
            format!("the I/O threads of {} name queues, and it does not say how many it has", disk.label()),
        );
        report.help("write `queues` beside `iothreads`");
        return;
    };
    let mut named = BTreeSet::new();
    for thread in threads {
        if !thread.has("queue") {
            let report = findings
                .report(thread.span(), format!("I/O thread {} of {} names no queue, and others do", thread.text("@id"), disk.label()));
            report.help("write the queues of every thread, or of none");
        }
        for queue in thread.all("queue") {
            let Some(id) = queue.number("@id") else { continue };
            if id >= count {
                let report = findings.report(queue.place("@id"), format!("{} has no queue {id}", disk.label()));
                report
                    .related(driver.place("@queues"), format!("{count} queues, from 0 to {}", count.saturating_sub(1)))
                    .help("write a number below `queues`");
            } else if !named.insert(id) {
                findings.report(queue.place("@id"), format!("queue {id} of {} is served twice", disk.label())).help("name each queue once");
            }
        }
    }
    if let Some(open) = (0..count).find(|id| !named.contains(id)) {
        let report = findings.report(driver.place("@queues"), format!("no I/O thread serves queue {open} of {}", disk.label()));
        report.help("name every queue from 0 on at one of the threads");
    }
}
