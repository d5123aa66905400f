use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-address-of-another-bus",
    summary: "A disk has an address of a kind that its bus does not know.",
    why: "A disk on ide, sata, scsi or fdc hangs on a controller, and its address is a drive's. In QEMU guests, a USB disk has \
          a USB address, and a virtio disk is a device of its own, on PCI, CCW or virtio-mmio (formatdomain, Device Addresses).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, bus: sata, address: \"0000:00:05.0\" } } }",
        "devices: { disk: { key: { file: /key.img, format: raw, bus: usb, address: \"0000:00:05.0\" } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: virtio, address: { type: drive, unit: 0 } } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /root.img, format: raw, bus: sata, address: { type: drive, unit: 2 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { disk: { root: { file: /root.img, format: raw, bus: virtio, address: \"0000:00:05.0\" } } }",
    ],
    check: Check::Each("devices/disk", check),
};

/// Buses, and the kinds of addresses on them.
const EVERYWHERE: &[(&str, &[&str])] = &[("ide", &["drive"]), ("fdc", &["drive"]), ("scsi", &["drive"]), ("sata", &["drive"])];

/// The same where QEMU runs the guest.
const IN_QEMU: &[(&str, &[&str])] = &[("usb", &["usb"]), ("virtio", &["pci", "ccw", "virtio-mmio"])];

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    let Some(address) = disk.at("address/@type") else { return };
    let bus = bus(disk);
    let table = EVERYWHERE.iter().chain(IN_QEMU.iter().filter(|_| guest.is_qemu()));
    let Some((_, kinds)) = table.into_iter().find(|(name, _)| *name == bus) else { return };
    // What `unassigned` is for, another rule says.
    if kinds.contains(&&*address.text) || &*address.text == "unassigned" {
        return;
    }
    let message = format!("{} is on bus `{bus}` and has an address of type `{}`", disk.label(), address.text);
    let help = format!("write `type: {}`, or leave the address out: libvirt chooses one", kinds.join("` or `type: "));
    findings.report(address.span, message).related(bus_span(disk), format!("the bus is `{bus}`")).help(help);
}
