use super::usb_place;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::{BTreeMap, HashMap};
use virtc_model::Severity;
use virtc_model::span::Span;

pub(super) const RULE: Rule = Rule {
    id: "usb-port-not-free",
    summary: "A device is at a USB port that is taken, or not there.",
    why: "The bus of a USB address is the index of a controller, and each number of its port one hub further, which stands before the \
          devices on it. A hub has 8 ports, a controller as many as its model. libvirt refuses ports that are not there, and the \
          second device at one (formatdomain, Device addresses, `usb`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices:\n  input:\n    a: { type: tablet, bus: usb, address: { type: usb, bus: 0, port: 1 } }\n    \
         b: { type: mouse, bus: usb, address: { type: usb, bus: 0, port: 1 } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: tablet, bus: usb, address: { type: usb, bus: 3, port: 1 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: tablet, bus: usb, address: { type: usb, bus: 0, port: 3 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { input: { a: { type: tablet, bus: usb, address: { type: usb, bus: 0, port: \"1.1\" } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices:\n  hub: { a: { type: usb, address: { type: usb, bus: 0, port: 1 } } }\n  \
         input: { a: { type: tablet, bus: usb, address: { type: usb, bus: 0, port: \"1.8\" } } }"],
    check: Check::Qemu(check),
};

/// How many ports a controller of a model has; others have an unknown number.
const PORTS: &[(&str, u64)] = &[
    ("piix3-uhci", 2),
    ("piix4-uhci", 2),
    ("vt82c686b-uhci", 2),
    ("ehci", 6),
    ("ich9-ehci1", 6),
    ("pci-ohci", 3),
    ("nec-xhci", 4),
    ("qemu-xhci", 4),
];

/// What is on the buses: by bus and port, the device and whether it is a hub.
struct Ports<'a> {
    buses: BTreeMap<u64, Option<u64>>,
    taken: HashMap<(u64, &'a str), (Span, bool)>,
}

fn check(guest: &Guest, findings: &mut Findings) {
    let mut addresses = guest.addresses("usb").peekable();
    if addresses.peek().is_none() || guest.has_usb() != Some(true) {
        return;
    }
    let mut ports = Ports { buses: buses(guest), taken: HashMap::new() };
    // Hubs are placed first, in the order of the file.
    let (hubs, others): (Vec<_>, Vec<_>) =
        addresses.filter(|(device, _)| usb_place(*device).is_some()).partition(|(device, _)| device.kind() == "hub");
    for (device, address) in hubs.into_iter().chain(others) {
        ports.place(device, address, findings);
    }
}

/// The buses and the numbers of their ports, where these are known.
fn buses(guest: &Guest) -> BTreeMap<u64, Option<u64>> {
    let mut buses = BTreeMap::new();
    for (index, controller) in guest.controllers("usb") {
        let model = controller.text("@model");
        let known = PORTS.iter().find(|(name, _)| *name == model).map(|(_, ports)| *ports);
        let written = controller.number("@ports").filter(|_| model.ends_with("xhci"));
        let default = if model.is_empty() && guest.is_x86() { Some(2) } else { known };
        if !model.starts_with("ich9-uhci") {
            buses.insert(index, written.or(default));
        }
    }
    // Where libvirt adds a controller, it is the first.
    let adds = !guest.is_arm_virt() && !guest.is_s390() && !guest.is_riscv();
    if adds && !buses.contains_key(&0) {
        buses.insert(0, (guest.is_x86() && guest.is_i440fx()).then_some(2));
    }
    buses
}

impl<'a> Ports<'a> {
    fn place(&mut self, device: View<'a>, address: View<'a>, findings: &mut Findings) {
        let bus = address.number("@bus").unwrap_or_default();
        let Some(known) = self.buses.get(&bus) else {
            let report = findings.report(address.place("@bus"), format!("there is no USB bus {bus} for {}", device.label()));
            report.help(format!("write a USB controller with `index: {bus}`, or another bus"));
            return;
        };
        let Some(port) = address.at("@port") else { return };
        let path = port.text.trim_end_matches(".0");
        let (hub, last) = path.rsplit_once('.').map_or((None, path), |(hub, last)| (Some(hub), last));
        let Some(number) = last.parse::<u64>().ok().filter(|number| *number != 0) else { return };
        let count = match hub {
            None => *known,
            Some(hub) if self.taken.get(&(bus, hub)).is_some_and(|(_, is_hub)| *is_hub) => Some(8),
            Some(hub) => {
                let report = findings.report(port.span, format!("there is no hub at port {hub} of USB bus {bus}"));
                report.help("write the hub, before those on it, or another port");
                return;
            }
        };
        if count.is_some_and(|count| number > count) {
            let what = if hub.is_some() { "a hub" } else { "this controller" };
            let count = count.unwrap_or_default();
            let report = findings.report(port.span, format!("{what} has no port {number}"));
            report.help(format!("its ports are 1 to {count}"));
        } else if let Some((other, _)) = self.taken.get(&(bus, path)) {
            let report = findings.report(port.span, format!("{} is not the only device at port {path} of USB bus {bus}", device.label()));
            report.related(*other, "this device is there, too").help("write another port, or leave it out");
        } else {
            self.taken.insert((bus, path), (port.span, device.kind() == "hub"));
        }
    }
}
