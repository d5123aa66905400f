//! PCI: controllers, what plugs into which, and the places of devices.

mod expander_bus_off_machine;
mod pci_address_off_domain_zero;
mod pci_address_out_of_range;
mod pci_address_taken;
mod pci_bus_numbers_used_up;
mod pci_bus_without_numa_node;
mod pci_chipset_device_moved;
mod pci_controller_index;
mod pci_controller_model_name;
mod pci_controller_option;
mod pci_controller_without_place;
mod pci_device_misplugged;
mod pci_device_on_machine_without_pci;
mod pci_root_of_other_machine;
mod pci_root_with_address;
mod topology;

use super::{Rule, View};
use virtc_model::span::Span;

pub(super) const RULES: &[&Rule] = &[
    &expander_bus_off_machine::RULE,
    &pci_address_off_domain_zero::RULE,
    &pci_address_out_of_range::RULE,
    &pci_address_taken::RULE,
    &pci_bus_numbers_used_up::RULE,
    &pci_bus_without_numa_node::RULE,
    &pci_chipset_device_moved::RULE,
    &pci_controller_index::RULE,
    &pci_controller_model_name::RULE,
    &pci_controller_option::RULE,
    &pci_controller_without_place::RULE,
    &pci_device_misplugged::RULE,
    &pci_device_on_machine_without_pci::RULE,
    &pci_root_of_other_machine::RULE,
    &pci_root_with_address::RULE,
];

/// Where a part of an address can be written anew: in an address of one word it does not stand by itself.
fn own_place(address: View, part: &str) -> Option<Span> {
    let place = address.place(part);
    let parts = ["@domain", "@bus", "@slot", "@function"];
    (parts.into_iter().filter(|other| address.place(other) == place).count() == 1).then_some(place)
}

/// A PCI address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Address {
    domain: u64,
    bus: u64,
    slot: u64,
    function: u64,
}

impl Address {
    /// What an element says; `None` when libvirt takes it as "anywhere".
    fn of(address: View) -> Option<Self> {
        let number = |path| address.number(path).unwrap_or_default();
        let written = Self { domain: number("@domain"), bus: number("@bus"), slot: number("@slot"), function: number("@function") };
        (written.domain != 0 || written.bus != 0 || written.slot != 0).then_some(written)
    }

    /// An address on the root bus.
    const fn on_root(slot: u64, function: u64) -> Self {
        Self { domain: 0, bus: 0, slot, function }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04x}:{:02x}:{:02x}.{:x}", self.domain, self.bus, self.slot, self.function)
    }
}
