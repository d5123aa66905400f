use super::serial_target;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "serial-address-of-another-kind",
    summary: "A serial port has an address of a kind that its target does not have.",
    why: "A port on ISA, PCI, USB or spapr-vio is addressed on that bus; the ports that are part of a machine have no address \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: pci-serial }, address: { type: isa, iobase: 0x3f8 } } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { serial: { a: { pty: {}, target: { type: system-serial }, address: \"0000:00:05.0\" } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: isa-serial }, address: { type: isa, iobase: 0x3f8 } } } }",
    ],
    check: Check::EachQemu("devices/serial", check),
};

/// Targets, and the address that they have.
const ADDRESSES: &[(&str, Option<&str>)] = &[
    ("isa-serial", Some("isa")),
    ("isa-debug", Some("isa")),
    ("usb-serial", Some("usb")),
    ("pci-serial", Some("pci")),
    ("spapr-vio-serial", Some("spapr-vio")),
    ("system-serial", None),
    ("sclp-serial", None),
];

fn check(serial: View, guest: &Guest, findings: &mut Findings) {
    let Some(address) = serial.at("address/@type") else { return };
    let Some(target) = serial_target(serial, guest) else { return };
    let Some((_, expected)) = ADDRESSES.iter().find(|(name, _)| *name == target) else { return };
    // What `unassigned` is for, another rule says.
    if *expected == Some(&*address.text) || &*address.text == "unassigned" {
        return;
    }
    let message = format!("{} is a `{target}` and has an address of type `{}`", serial.label(), address.text);
    let help =
        expected.map_or_else(|| "leave `address` out".to_owned(), |expected| format!("write `type: {expected}`, or leave `address` out"));
    findings.report(address.span, message).related(serial.place("target/@type"), format!("a `{target}`")).help(help);
}
