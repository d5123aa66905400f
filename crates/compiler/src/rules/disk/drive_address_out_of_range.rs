use super::{bus, index};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "drive-address-out-of-range",
    summary: "A disk has an address that controllers of its bus do not have.",
    why: "An IDE, SATA or floppy controller has no targets, a SATA controller one bus, and there is one controller for IDE and \
          one for floppies; a SCSI controller has one bus, and lsilogic one target. A disk without an address gets one by the \
          letter of its target (qemu_validate.c, qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: ide, address: { type: drive, target: 1 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: sata, address: { type: drive, bus: 1 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: ide, address: { type: drive, controller: 1 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: ide, target: hde } } }",
        "os: { arch: x86_64, machine: pc }\ndevices:\n  controller: { scsi: { type: scsi, index: 0, model: lsilogic } }\n  \
         disk: { root: { file: /root.img, format: raw, bus: scsi, address: { type: drive, target: 1 } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, bus: sata, address: { type: drive, controller: 1, unit: 5 } } } }"],
    check: Check::Qemu(check),
};

/// Buses, what of a drive's address is always 0 there, and how many drives the only controller takes.
const LIMITS: &[(&str, &[&str], Option<u64>)] = &[
    ("ide", &["address/@target", "address/@controller"], Some(4)),
    ("fdc", &["address/@target", "address/@controller", "address/@bus"], Some(2)),
    ("sata", &["address/@target", "address/@bus"], None),
    ("scsi", &["address/@bus"], None),
];

fn check(guest: &Guest, findings: &mut Findings) {
    guest.devices("disk").for_each(|disk| refuse_address(disk, findings));
    let is_beyond = |disk: &View| disk.is("address/@type", "drive") && disk.number("address/@target").is_some_and(|target| target != 0);
    let mut beyond = guest.devices("disk").filter(|disk| bus(*disk) == "scsi" && is_beyond(disk)).peekable();
    if beyond.peek().is_some() {
        let controllers = guest.controllers("scsi");
        beyond.for_each(|disk| target_of_lsilogic(disk, &controllers, findings));
    }
}

fn refuse_address(disk: View, findings: &mut Findings) {
    let bus = bus(disk);
    let Some((_, zeros, room)) = LIMITS.iter().find(|(name, ..)| *name == bus) else { return };
    if !disk.has("address") {
        let Some(target) = disk.at("target/@dev") else { return };
        let Some(room) = room.filter(|room| index(&target.text).is_some_and(|index| index >= *room)) else { return };
        let message = format!("`{}` is beyond the {room} drives that the only controller of bus `{bus}` takes", target.text);
        findings.report(target.span, message).help("write a target with an earlier letter, an `address`, or another bus");
        return;
    }
    if !disk.is("address/@type", "drive") {
        return;
    }
    for path in *zeros {
        let Some(number) = disk.at(path).filter(|_| disk.number(path).is_some_and(|number| number != 0)) else { continue };
        let name = path.trim_start_matches("address/@");
        let message = format!("{} has the {name} {}, and on bus `{bus}` there is only 0", disk.label(), number.text);
        findings.report(number.span, message).help(format!("leave `{name}` out")).may_go();
    }
}

/// libvirt's own choice of a model is left alone.
fn target_of_lsilogic(disk: View, controllers: &[(u64, View)], findings: &mut Findings) {
    let index = disk.number("address/@controller").unwrap_or_default();
    let controller = controllers.iter().find(|(other, _)| *other == index);
    if let Some((_, controller)) = controller.filter(|(_, controller)| controller.is("@model", "lsilogic")) {
        let report = findings.report(disk.place("address/@target"), format!("{} is on a controller that has only target 0", disk.label()));
        report.related(controller.place("@model"), "the controller").help("write another `unit`, or `model: virtio-scsi`");
    }
}
