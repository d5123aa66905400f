//! The addresses of devices on the guest's buses; disks, PCI and USB have rules of their own.

mod acpi_index_off_pci;
mod address_of_wrong_type;
mod alias_twice;
mod ccw_address_taken;
mod nvram_device_off_pseries;
mod option_rom_off_pci;
mod second_smartcard;
mod spapr_vio_address_taken;
mod unfit_ccw_address;
mod unfit_zpci_id;
mod virtio_serial_port_not_free;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &acpi_index_off_pci::RULE,
    &address_of_wrong_type::RULE,
    &alias_twice::RULE,
    &ccw_address_taken::RULE,
    &nvram_device_off_pseries::RULE,
    &option_rom_off_pci::RULE,
    &second_smartcard::RULE,
    &spapr_vio_address_taken::RULE,
    &unfit_ccw_address::RULE,
    &unfit_zpci_id::RULE,
    &virtio_serial_port_not_free::RULE,
];
