use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-bus-of-another-machine",
    summary: "A disk sits on a bus that the machine does not have.",
    why: "The controllers of IDE disks are part of the board, and libvirt adds none: of the common machines only i440fx has \
          one. Nobody built SATA into s390x guests, and QEMU's pseries has no floppy drive (qemu_validate.c, \
          qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: ide } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: ide } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: sata } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: ide } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: sata } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    let bus = bus(disk);
    let instead = match bus {
        "ide" if guest.is_q35() => "sata",
        "ide" if guest.is_virt() || guest.is_s390() || guest.is_pseries() => "scsi",
        "ide" if guest.machine() == Some("microvm") => "virtio",
        "sata" if guest.is_s390() => "scsi",
        "fdc" if guest.is_pseries() => "scsi",
        _ => return,
    };
    let machine = guest.machine().or_else(|| guest.arch()).unwrap_or("the machine");
    let report = findings.report(bus_span(disk), format!("{} is on bus `{bus}`, which `{machine}` does not have", disk.label()));
    let place = guest.domain().at("os/type/@machine").or_else(|| guest.domain().at("os/type/@arch"));
    let report = match place {
        Some(machine) => report.related(machine.span, "the machine"),
        None => report,
    };
    report.help(format!("write `bus: {instead}`")).offer(disk.place("target/@bus"), instead);
}
