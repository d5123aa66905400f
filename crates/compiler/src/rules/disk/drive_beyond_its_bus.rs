use super::bus;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "drive-beyond-its-bus",
    summary: "A disk is plugged in where its controller has no connector.",
    why: "An IDE controller has two buses of two drives, a SATA controller six drives, and a floppy controller two. libvirt defines a \
          guest with a drive beyond these, and QEMU does not start it: \"bus supports only 2 units\".",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { hda: { file: /root.img, format: raw, bus: ide, address: { type: drive, unit: 2 } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { disk: { sda: { file: /root.img, format: raw, bus: sata, address: { type: drive, unit: 6 } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { hda: { file: /root.img, format: raw, bus: ide, address: { type: drive, bus: 1, unit: 1 } } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

/// Buses, and the last place on a controller.
const LAST: &[(&str, &str, u64)] =
    &[("ide", "address/@bus", 1), ("ide", "address/@unit", 1), ("fdc", "address/@unit", 1), ("sata", "address/@unit", 5)];

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let bus = bus(disk);
    for (_, path, last) in LAST.iter().filter(|(name, ..)| *name == bus) {
        let Some(number) = disk.at(path).filter(|_| disk.number(path).is_some_and(|number| number > *last)) else { continue };
        let name = path.trim_start_matches("address/@");
        let message = format!("{} has the {name} {}, and on bus `{bus}` the last one is {last}", disk.label(), number.text);
        findings.report(number.span, message).help("write a lower one, or another bus");
    }
}
