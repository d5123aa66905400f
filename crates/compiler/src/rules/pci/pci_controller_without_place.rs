use super::Address;
use super::topology::{Bus, ROOT_PORT, UPSTREAM, buses, takers};
use crate::rules::{Check, Findings, Group, Guest, PciRoot, Rule, View};
use std::collections::{BTreeMap, HashSet};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-controller-without-place",
    summary: "There is no free place that a PCI controller can be plugged into.",
    why: "libvirt adds root ports and bridges for devices, and none for most controllers: a downstream port needs an upstream port, a \
          conventional bridge a conventional bus, root ports a slot of pcie-root, where eight share one. Without a free place it \
          refuses the guest: \"a PCI slot is needed to connect a PCI controller … but none is available\".",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { a: { type: pci, index: 1, model: pcie-switch-downstream-port } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { a: { type: pci, index: 1, model: pci-bridge } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { a: { type: pci, index: 1, model: pcie-root-port } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices:\n  controller:\n    port: { type: pci, index: 1, model: pcie-root-port }\n    \
         up: { type: pci, index: 2, model: pcie-switch-upstream-port }\n    down: { type: pci, index: 3, model: pcie-switch-downstream-port }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if !guest.devices("controller").any(|controller| controller.is("@type", "pci") && !has_address(controller)) {
        return;
    }
    let Some(buses) = buses(guest) else { return };
    let taken: HashSet<(u64, u64)> =
        guest.addresses("pci").filter_map(|(_, address)| Address::of(address)).map(|place| (place.bus, place.slot)).collect();
    let mut placed: BTreeMap<u16, u64> = BTreeMap::new();
    for bus in &buses {
        let Some(controller) = bus.controller.filter(|controller| !has_address(*controller)) else { continue };
        let plug = bus.model.plug;
        // For an upstream port libvirt adds a root port.
        if plug == 0 || (plug == UPSTREAM && guest.pci_root() == Some(PciRoot::Pcie)) {
            continue;
        }
        let places = places(bus, &buses, &taken, guest);
        let count = placed.entry(plug).or_default();
        *count += 1;
        if *count > places {
            report(controller, plug, places, findings);
            return;
        }
    }
}

fn report(controller: View, plug: u16, places: u64, findings: &mut Findings) {
    let name = controller.text("@model");
    let message = match places {
        0 => format!("there is no place for a `{name}`"),
        places => format!("there are places for {places} of `{name}`, and more of them"),
    };
    findings.report(controller.place("@model"), message).help(format!("it plugs into {}", takers(plug)));
}

/// At most how many controllers of a bus's model there is room for.
fn places(of: &Bus, buses: &[Bus], taken: &HashSet<(u64, u64)>, guest: &Guest) -> u64 {
    let plug = of.model.plug;
    let is_q35 = guest.is_q35();
    // Eight root ports share a slot, with ports that are written, too.
    let shares = plug == ROOT_PORT;
    let fits = |bus: &&Bus| bus.model.takes & plug != 0 && (of.model.name != "pci-bridge" || bus.index < of.index);
    let slots = |bus: &Bus| {
        let (first, last) = bus.model.slots;
        let is_free = |slot: &u64| shares || !taken.contains(&(bus.index, *slot));
        // The last slot of a q35 is the chipset's.
        let is_chipset = |slot: &u64| is_q35 && bus.index == 0 && *slot == 31;
        (first..=last).filter(|slot| is_free(slot) && !is_chipset(slot)).map(|_| if shares { 8 } else { 1 }).sum::<u64>()
    };
    buses.iter().filter(fits).map(slots).sum()
}

fn has_address(controller: View) -> bool {
    controller.find("address").is_some_and(|address| address.is("@type", "pci") && Address::of(address).is_some())
}
