use super::topology::{self, Bus, ENDPOINT, UPSTREAM, buses, plug, takers, takes_written};
use super::{Address, own_place};
use crate::rules::{Check, Findings, Group, Guest, PciRoot, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-device-misplugged",
    summary: "A device is at a PCI address that its bus does not have, or that is not made for it.",
    why: "Each model of PCI controller takes certain things: a root port one device in slot 0, pcie-root no switch, an upstream port \
          only downstream ports; the virtio IOMMU and `pvpanic` are on bus 0. Slot 0 of most conventional buses is kept. libvirt refuses addresses \
          where a device does not fit, and controllers on buses that nothing makes (libvirt.org/pci-addresses.html).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices:\n  controller:\n    root: { type: pci, index: 0, model: pcie-root }\n    \
         port: { type: pci, index: 1, model: pcie-root-port }\n    \
         bridge: { type: pci, index: 2, model: dmi-to-pci-bridge, address: { type: pci, bus: 1, slot: 0 } }",
        "os: { arch: x86_64, machine: q35 }\ndevices:\n  controller:\n    root: { type: pci, index: 0, model: pcie-root }\n    \
         port: { type: pci, index: 1, model: pcie-root-port }\n  \
         interface: { lan: { network: default, model: virtio, address: { type: pci, bus: 1, slot: 1 } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices:\n  controller:\n    root: { type: pci, index: 0, model: pcie-root }\n    \
         port: { type: pci, index: 1, model: pcie-root-port, address: { type: pci, bus: 7, slot: 1 } }",
        "os: { arch: x86_64, machine: q35 }\ndevices:\n  controller: { port: { type: pci, index: 1, model: pcie-root-port } }\n  \
         panic: { a: { model: pvpanic, address: { type: pci, bus: 1, slot: 0 } } }",
        "os: { arch: x86_64, machine: q35 }\nfeatures: { acpi: true }\n\
         devices: { iommu: { model: virtio, address: { type: pci, bus: 1, slot: 0 } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices:\n  controller:\n    root: { type: pci, index: 0, model: pcie-root }\n    \
         port: { type: pci, index: 1, model: pcie-root-port, address: { type: pci, slot: 2 } }\n  \
         interface: { lan: { network: default, model: virtio, address: { type: pci, bus: 1, slot: 0 } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut addresses = guest.addresses("pci").peekable();
    if addresses.peek().is_none() {
        return;
    }
    let Some(buses) = buses(guest) else { return };
    // libvirt adds buses up to the last one that a device is on.
    let last =
        guest.addresses("pci").filter(|(device, _)| plug(*device) == ENDPOINT).filter_map(|(_, address)| address.number("@bus")).max();
    for (device, address) in addresses {
        let Some(place) = Address::of(address).filter(|place| place.domain == 0 && place.bus <= 0xff && place.slot <= 0x1f) else {
            continue;
        };
        match buses.iter().find(|bus| bus.index == place.bus) {
            _ if is_integrated(device) && place.bus != 0 => {
                let bus = address.place("@bus");
                let report = findings.report(bus, format!("{} is on bus 0", device.label())).help("write `bus: 0`");
                if let Some(place) = own_place(address, "@bus") {
                    report.offer(place, "0");
                }
            }
            Some(_) if is_integrated(device) || plug(device) == 0 => {}
            Some(bus) => on_bus(device, address, place, bus, findings),
            None => off_buses(device, address, place, last, guest, findings),
        }
    }
}

fn on_bus(device: View, address: View, place: Address, bus: &Bus, findings: &mut Findings) {
    let made = bus.controller.map(|controller| controller.place("@model"));
    let model = bus.model.name;
    let (first, last) = bus.model.slots;
    let plug = plug(device);
    if takes_written(bus.model) & plug == 0 {
        let what = if plug == ENDPOINT { device.label() } else { format!("a `{}`", device.text("@model")) };
        let report = findings.report(address.place("@bus"), format!("{what} does not plug into a `{model}`"));
        let report = made.into_iter().fold(report, |report, made| report.related(made, "the bus"));
        report.help(format!("it plugs into {}", takers(plug)));
    } else if place.slot < first || place.slot > last {
        let message = format!("{} is in slot {}, which a `{model}` does not have", device.label(), place.slot);
        let report = findings.report(address.place("@slot"), message);
        let report = made.into_iter().fold(report, |report, made| report.related(made, "the bus"));
        if first == last {
            report.help(format!("it has only slot {first}"));
        } else {
            report.help(format!("its slots are {first} to {last}"));
        }
    }
}

/// Nothing makes this bus; libvirt adds ports and bridges for devices, and for some controllers.
fn off_buses(device: View, address: View, place: Address, last: Option<u64>, guest: &Guest, findings: &mut Findings) {
    let plug = plug(device);
    if plug == ENDPOINT {
        if guest.pci_root() == Some(PciRoot::Pcie) && place.slot != 0 && is_express(device) {
            let message =
                format!("{} is in slot {}; the port that libvirt adds for bus {} has only slot 0", device.label(), place.slot, place.bus);
            let report = findings.report(address.place("@slot"), message).help("write `slot: 0`");
            if let Some(place) = own_place(address, "@slot") {
                report.fix(place, "0");
            }
        }
    } else if plug != UPSTREAM && last.is_none_or(|last| place.bus > last) {
        let message = format!("no controller makes bus {}, and libvirt adds none for a `{}`", place.bus, device.text("@model"));
        let report = findings.report(address.place("@bus"), message);
        report.help(format!("write a controller with `index: {}` that takes it: {}", place.bus, topology::takers(plug)));
    }
}

/// Whether a device is a part of the machine, and plugged into nothing but its root.
fn is_integrated(device: View) -> bool {
    device.kind() == "iommu" || (device.kind() == "panic" && device.is("@model", "pvpanic"))
}

/// Whether a device is one of PCI Express on a machine that has that.
fn is_express(device: View) -> bool {
    const VIRTIO: &[&str] = &["virtio", "virtio-non-transitional"];
    match device.kind() {
        "interface" => device.is_any("model/@type", VIRTIO),
        "disk" => device.is("target/@bus", "virtio") && !device.is("@model", "virtio-transitional"),
        "controller" => device.is_any("@model", &["virtio-scsi", "qemu-xhci", "nec-xhci"]),
        "rng" | "memballoon" | "vsock" | "crypto" => device.is_any("@model", VIRTIO),
        _ => false,
    }
}
