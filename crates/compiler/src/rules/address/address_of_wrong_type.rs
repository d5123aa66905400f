use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "address-of-wrong-type",
    summary: "A device has an address on a bus that it cannot be on.",
    why: "The address has to be of the bus that the device is made for: a tablet is at a USB port, a smartcard in a slot of a CCID \
          reader, a virtio device on PCI, CCW or MMIO. libvirt refuses others when the guest is defined, or at the \
          latest when it is started (formatdomain, Device addresses).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { input: { tablet: { type: tablet, bus: usb, address: { type: pci, slot: 5 } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { watchdog: { dog: { model: i6300esb, address: { type: isa, iobase: \"0x300\" } } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { watchdog: { dog: { model: i6300esb, address: { type: pci, slot: 5 } } } }"],
    check: Check::Guest(check),
};

const VIRTIO: &[&str] = &["pci", "ccw", "virtio-mmio"];
const VIRTIO_MODELS: &[&str] = &["virtio", "virtio-transitional", "virtio-non-transitional", "virtio-scsi"];

/// A kind of devices, where what matters is written, the words there, and the types of addresses.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

/// What holds for every hypervisor.
const TYPES: &[Row] = &[
    ("input", "@bus", &["usb"], &["usb"]),
    ("redirdev", "@bus", &["usb"], &["usb"]),
    ("smartcard", "@mode", &["host", "host-certificates", "passthrough"], &["ccid"]),
    ("hostdev", "@type", &["usb"], &["usb"]),
    ("hostdev", "@type", &["pci"], &["pci", "unassigned"]),
    ("hostdev", "@type", &["scsi"], &["drive"]),
    ("hostdev", "@type", &["scsi_host"], &["pci", "ccw"]),
    ("hostdev", "@model", &["vfio-pci"], &["pci"]),
    ("hostdev", "@model", &["vfio-ccw"], &["ccw"]),
    ("video", "model/@type", &["ramfb"], &[]),
    ("serial", "target/@type", &["usb-serial"], &["usb"]),
    ("iommu", "@model", &["intel", "smmuv3"], &[]),
];

/// What holds for QEMU.
const QEMU_TYPES: &[Row] = &[
    ("input", "@bus", &["virtio"], VIRTIO),
    ("hub", "@type", &["usb"], &["usb"]),
    ("panic", "@model", &["isa"], &["isa"]),
    ("panic", "@model", &["pvpanic"], &["pci"]),
    ("panic", "@model", &["hyperv", "pseries", "s390"], &[]),
    ("watchdog", "@model", &["i6300esb"], &["pci"]),
    ("watchdog", "@model", &["ib700", "diag288", "itco"], &[]),
    ("serial", "target/@type", &["isa-serial", "isa-debug"], &["isa"]),
    ("serial", "target/@type", &["pci-serial"], &["pci"]),
    ("serial", "target/@type", &["spapr-vio-serial"], &["spapr-vio"]),
    ("serial", "target/@type", &["system-serial", "sclp-serial"], &[]),
    ("channel", "target/@type", &["virtio"], &["virtio-serial", "ccw"]),
    ("console", "target/@type", &["virtio"], &["virtio-serial", "ccw"]),
    ("iommu", "@model", &["virtio"], &["pci"]),
    ("interface", "model/@type", VIRTIO_MODELS, VIRTIO),
    ("rng", "@model", VIRTIO_MODELS, VIRTIO),
    ("memballoon", "@model", VIRTIO_MODELS, VIRTIO),
    ("vsock", "@model", VIRTIO_MODELS, VIRTIO),
    ("crypto", "@model", VIRTIO_MODELS, VIRTIO),
    ("sound", "@model", VIRTIO_MODELS, VIRTIO),
    ("controller", "@model", VIRTIO_MODELS, VIRTIO),
    ("controller", "@type", &["virtio-serial"], VIRTIO),
    ("shmem", "model/@type", &["ivshmem-plain", "ivshmem-doorbell"], &["pci"]),
];

fn check(guest: &Guest, findings: &mut Findings) {
    for device in guest.all_devices().filter(|device| device.known().child("address").is_some()) {
        let Some(address) = device.find("address") else { continue };
        let Some(kind) = address.at("@type") else { continue };
        let Some(types) = types(device, guest).filter(|types| !types.contains(&&*kind.text)) else {
            if &*kind.text == "unassigned" && device.kind() != "hostdev" {
                let report = findings.report(kind.span, format!("{} is no host device, and cannot be unassigned", device.label()));
                report.help("leave the address out").needless_at(address.span());
            }
            continue;
        };
        let report = findings.report(kind.span, format!("{} cannot have an address of the type `{}`", device.label(), kind.text));
        match types {
            [] => report.help("leave the address out: this device has none").needless_at(address.span()),
            types => report.help(format!("write an address of the type `{}`, or leave it out", types.join("` or `"))),
        };
    }
}

/// The types of addresses that a device can have, where the table knows it.
fn types(device: View, guest: &Guest) -> Option<&'static [&'static str]> {
    let is_qemu = guest.is_qemu();
    if is_qemu && device.kind() == "serial" && !device.has("target/@type") {
        return guest.is_x86().then_some(&["isa"] as _);
    }
    let rows = TYPES.iter().chain(QEMU_TYPES.iter().filter(|_| is_qemu));
    let mut rows = rows.filter(|(kind, ..)| *kind == device.kind());
    rows.find(|(_, path, words, _)| device.is_any(path, words)).map(|(.., types)| *types)
}
