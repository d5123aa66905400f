//! Booting: the order of devices, direct boot, tables and text for the guest's firmware.

mod acpi_table_twice;
mod baseboard_twice;
mod bios_date_of_wrong_form;
mod bios_without_serial_port;
mod boot_devices_and_boot_order;
mod boot_from_unbootable_device;
mod boot_order_taken;
mod bootloader_with_qemu;
mod firmware_config_name;
mod shim_without_kernel;
mod smbios_without_sysinfo;
mod sysinfo_of_other_guest;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &acpi_table_twice::RULE,
    &baseboard_twice::RULE,
    &bios_date_of_wrong_form::RULE,
    &bios_without_serial_port::RULE,
    &boot_devices_and_boot_order::RULE,
    &boot_from_unbootable_device::RULE,
    &boot_order_taken::RULE,
    &bootloader_with_qemu::RULE,
    &firmware_config_name::RULE,
    &shim_without_kernel::RULE,
    &smbios_without_sysinfo::RULE,
    &sysinfo_of_other_guest::RULE,
];
