use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-iothread-missing",
    summary: "A disk is served by an I/O thread that the domain does not have, or that its bus does not know.",
    why: "I/O threads are those that `iothreadids` names, and as many more as `iothreads` asks for, numbered from 1. Only \
          virtio disks are served by them; those on bus scsi are by the thread of their controller (formatdomain, IOThreads \
          Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "iothreads: 2\ndevices: { disk: { root: { file: /root.img, format: raw, driver: { iothread: 3 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, driver: { iothread: 1 } } } }",
        "iothreads: 1\ndevices: { disk: { root: { file: /root.img, format: raw, bus: scsi, driver: { iothread: 1 } } } }",
    ],
    good: &["iothreads: 2\ndevices: { disk: { root: { file: /root.img, format: raw, driver: { iothread: 2 } } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = disk.find("driver").filter(|driver| driver.has("@iothread") || driver.has("iothreads")) else { return };
    if !guest.is_qemu() {
        if let Some(thread) = driver.at("@iothread").filter(|thread| thread.text.parse() == Ok(0)) {
            findings.report(thread.span, "no I/O thread has the number 0").help("write a number from 1");
        }
        return;
    }
    let bus = bus(disk);
    if bus != "virtio" {
        let span = driver.at("@iothread").map_or_else(|| driver.place("iothreads"), |thread| thread.span);
        let report = findings.report(span, format!("{} is on bus `{bus}`, which I/O threads do not serve", disk.label()));
        let help = if bus == "scsi" {
            "write the `iothread` at the disk's controller"
        } else {
            "leave the I/O thread out, or write `bus: virtio`"
        };
        report.related(bus_span(disk), format!("the bus is `{bus}`")).help(help);
        return;
    }
    let several = driver.all("iothreads/iothread").filter_map(|thread| thread.at("@id"));
    for thread in driver.at("@iothread").into_iter().chain(several) {
        let Some(id) = thread.text.parse().ok().filter(|id| !guest.has_iothread(*id)) else { continue };
        let report = findings.report(thread.span, format!("{} is served by I/O thread {id}, which the domain does not have", disk.label()));
        match guest.domain().at("iothreads") {
            Some(count) => report.related(count.span, "so many there are").help(format!("write `iothreads: {id}`, or another thread")),
            None => report.help(format!("write `iothreads: {id}` in the domain")),
        };
    }
}
