use crate::rules::{Check, Findings, Group, Guest, PciRoot, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-device-on-machine-without-pci",
    summary: "A PCI device is on a machine that has no PCI.",
    why: "`isapc` has ISA slots alone, `microvm` virtio devices without a bus, most boards of Arm and RISC-V no bus for plugging at all. \
          libvirt finds no place for a PCI device, nor for the memory balloon and the USB controller that it adds itself: \"No PCI buses \
          available\" (formatdomain, Device addresses, `pci`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: isapc }\ndevices: { memballoon: none, controller: { usb: { type: usb, index: 0 } } }",
        "os: { arch: x86_64, machine: isapc }\ndevices: { memballoon: none, disk: { root: { file: /root.img, target: vda, bus: virtio } } }",
        "os: { arch: x86_64, machine: isapc }\ndevices: {}",
        "os: { arch: x86_64, machine: microvm }\ndevices: { memballoon: none }",
        "os: { arch: x86_64, machine: isapc }\n\
         devices: { memballoon: none, interface: { lan: { network: default, model: e1000, address: { type: pci, slot: 5 } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: isapc }\ndevices: { memballoon: none }",
        "os: { arch: x86_64, machine: microvm }\ndevices: { memballoon: none, controller: { usb: { type: usb, model: none } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if guest.pci_root() != Some(PciRoot::None) {
        return;
    }
    for (device, address) in guest.addresses("pci") {
        report(device, address.place("@type"), guest, findings);
    }
    // Virtio devices of other machines have a transport of their own, without being told.
    if !matches!(guest.machine(), Some("isapc" | "microvm")) {
        return;
    }
    added(guest, findings);
    for device in guest.all_devices() {
        let place = match device.kind() {
            "disk" if device.is("target/@bus", "virtio") => "target/@bus",
            "controller" if device.is("@type", "usb") && !device.is("@model", "none") => "@type",
            "controller" if device.is_any("@type", &["scsi", "sata", "virtio-serial", "pci"]) => "@type",
            "interface" if device.is("model/@type", "virtio") => "model/@type",
            "memballoon" | "rng" | "vsock" if device.text("@model").starts_with("virtio") => "@model",
            _ => continue,
        };
        if !device.has("address") {
            report(device, device.place(place), guest, findings);
        }
    }
}

/// What libvirt adds by itself.
fn added(guest: &Guest, findings: &mut Findings) {
    let machine = guest.domain().place("os/type/@machine");
    if guest.devices("memballoon").next().is_none() {
        let report = findings.report(machine, "there is no PCI for the memory balloon that libvirt adds");
        report.help("write `memballoon: none`");
    }
    let has_usb = guest.devices("controller").any(|controller| controller.is("@type", "usb"));
    if guest.machine() == Some("microvm") && !has_usb {
        let report = findings.report(machine, "there is no PCI for the USB controller that libvirt adds");
        report.help("write `controller: { usb: { type: usb, model: none } }`");
    }
}

fn report(device: View, place: virtc_model::span::Span, guest: &Guest, findings: &mut Findings) {
    let report = findings.report(place, format!("there is no PCI for {}", device.label()));
    report.related(guest.domain().place("os/type/@machine"), "the machine").help("write a machine that has PCI, such as `q35`");
}
