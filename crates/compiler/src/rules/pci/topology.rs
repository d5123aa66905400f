//! The PCI buses of a guest.

use crate::rules::{Guest, PciRoot, View};

/// Something that is plugged into a bus.
pub(super) const ENDPOINT: u16 = 1;
const BRIDGE: u16 = 1 << 1;
const EXPANDER: u16 = 1 << 2;
pub(super) const ROOT_PORT: u16 = 1 << 3;
const DMI_BRIDGE: u16 = 1 << 4;
const PCIE_EXPANDER: u16 = 1 << 5;
pub(super) const UPSTREAM: u16 = 1 << 6;
const DOWNSTREAM: u16 = 1 << 7;
const PCIE_TO_PCI: u16 = 1 << 8;

/// A model of PCI controllers.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) name: &'static str,
    /// What it is to the bus that it is plugged into.
    pub(super) plug: u16,
    /// What can be plugged into it.
    pub(super) takes: u16,
    /// Its first and last slot.
    pub(super) slots: (u64, u64),
}

/// Every model, as QEMU's bridges and libvirt's `domain_addr.c` have them.
const MODELS: &[Model] = &[
    Model { name: "pci-root", plug: 0, takes: ENDPOINT | BRIDGE | EXPANDER, slots: (1, 31) },
    Model { name: "pcie-root", plug: 0, takes: ENDPOINT | ROOT_PORT | DMI_BRIDGE | PCIE_EXPANDER, slots: (1, 31) },
    Model { name: "pci-bridge", plug: BRIDGE, takes: ENDPOINT | BRIDGE, slots: (1, 31) },
    Model { name: "pci-expander-bus", plug: EXPANDER, takes: ENDPOINT | BRIDGE, slots: (0, 31) },
    Model { name: "dmi-to-pci-bridge", plug: DMI_BRIDGE, takes: ENDPOINT | BRIDGE, slots: (0, 31) },
    Model { name: "pcie-to-pci-bridge", plug: PCIE_TO_PCI, takes: ENDPOINT | BRIDGE, slots: (1, 31) },
    Model { name: "pcie-root-port", plug: ROOT_PORT, takes: ENDPOINT | UPSTREAM | PCIE_TO_PCI, slots: (0, 0) },
    Model { name: "pcie-switch-upstream-port", plug: UPSTREAM, takes: DOWNSTREAM, slots: (0, 31) },
    Model { name: "pcie-switch-downstream-port", plug: DOWNSTREAM, takes: ENDPOINT | UPSTREAM | PCIE_TO_PCI, slots: (0, 0) },
    Model { name: "pcie-expander-bus", plug: PCIE_EXPANDER, takes: ROOT_PORT | DMI_BRIDGE, slots: (0, 31) },
];

/// The model of that name.
pub(super) fn model(name: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.name == name)
}

/// The names of the models that take `plug`.
pub(super) fn takers(plug: u16) -> String {
    let names: Vec<String> = MODELS.iter().filter(|model| model.takes & plug != 0).map(|model| format!("`{}`", model.name)).collect();
    names.join(", ")
}

/// A PCI controller, by the bus that it makes.
pub(super) struct Bus<'a> {
    pub(super) index: u64,
    pub(super) model: &'static Model,
    /// `None` where libvirt adds it.
    pub(super) controller: Option<View<'a>>,
}

/// The PCI buses of a guest by index, where they are known; what is wrong with the controllers
/// themselves is for other rules.
pub(super) fn buses<'a>(guest: &Guest<'a>) -> Option<Vec<Bus<'a>>> {
    let (root, filler) = match guest.pci_root()? {
        PciRoot::Pci if guest.is_pseries() => (model("pci-root")?, model("pci-root")?),
        PciRoot::Pci => (model("pci-root")?, model("pci-bridge")?),
        PciRoot::Pcie => (model("pcie-root")?, model("pcie-root-port")?),
        PciRoot::None => return None,
    };
    let mut written = guest.controllers("pci");
    written.sort_by_key(|(index, _)| *index);
    let mut buses = vec![Bus { index: 0, model: root, controller: None }];
    for (index, controller) in written {
        let model = model(controller.text("@model"))?;
        let last = buses.last_mut()?;
        if last.index == index {
            if last.controller.is_some() || (index == 0 && model.name != root.name) {
                return None;
            }
            last.controller = Some(controller);
        } else if index <= 255 {
            // Controllers that are missing between others are added.
            let next = last.index + 1;
            buses.extend((next..index).map(|index| Bus { index, model: filler, controller: None }));
            buses.push(Bus { index, model, controller: Some(controller) });
        } else {
            return None;
        }
    }
    Some(buses)
}

/// The device's plug: its model's for a PCI controller.
pub(super) fn plug(device: View) -> u16 {
    let is_bridge = device.kind() == "controller" && device.is("@type", "pci");
    if is_bridge { model(device.text("@model")).map_or(ENDPOINT, |model| model.plug) } else { ENDPOINT }
}

/// What may be plugged into a bus at an address that is written: more than libvirt would itself.
pub(super) fn takes_written(model: &Model) -> u16 {
    if model.takes & ENDPOINT != 0 { model.takes | BRIDGE } else { model.takes }
}
