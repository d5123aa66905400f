use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "input-on-unfit-bus",
    summary: "An input device is on a bus that it, or the guest, does not have.",
    why: "PS/2 has mice and keyboards, and is part of PCs; the Xen bus is for paravirtual guests of Xen. What is passed through goes by \
          virtio, though not on the channel I/O of s390x, and `evdev` feeds other devices and is on no bus at all. libvirt refuses others (formatdomain, Input devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: tablet, bus: ps2 } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: mouse, bus: xen } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: passthrough, bus: usb, source: { evdev: /dev/input/event1 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: evdev, bus: usb, source: { dev: /dev/input/event1 } } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { input: { a: { type: mouse, bus: ps2 } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\n\
         devices: { input: { a: { type: passthrough, bus: virtio, source: { evdev: /dev/input/event1 } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: tablet, bus: usb }, b: { type: mouse, bus: ps2 } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: evdev, source: { dev: /dev/input/event1 } } } }",
    ],
    check: Check::Each("devices/input", check),
};

fn check(input: View, guest: &Guest, findings: &mut Findings) {
    let Some(bus) = input.at("@bus") else { return };
    let kind = input.text("@type");
    let (is_hvm, is_qemu) = (guest.domain().is("os/type", "hvm"), guest.is_qemu());
    match (&*bus.text, kind) {
        ("ps2", "tablet" | "passthrough" | "evdev") if is_hvm => {
            let report = findings.report(bus.span, format!("a {kind} is not on PS/2"));
            report.help("write `bus: usb` or `virtio`, or leave it out");
        }
        ("xen", _) if is_hvm => {
            findings.report(bus.span, "only paravirtual guests of Xen have this bus").help("leave it out").may_go();
        }
        ("usb", "passthrough") => {
            findings.report(bus.span, "what is passed through is on virtio").help("write `bus: virtio`").fix(bus.span, "virtio");
        }
        (_, "evdev") => {
            findings.report(bus.span, "an `evdev` input is on no bus").help("leave it out").may_go();
        }
        ("virtio", "passthrough") if is_qemu && guest.is_s390() && !input.is("address/@type", "pci") => {
            let report = findings.report(bus.span, "QEMU passes no input through to channel I/O");
            report.help("write an `address` of type `pci`, or a keyboard or a tablet");
        }
        ("ps2", _) if is_qemu && (guest.is_arm() || guest.is_s390()) => {
            findings.report(bus.span, "the machine has no PS/2").help("write `bus: usb` or `virtio`");
        }
        _ => {}
    }
}
