//! Firmware: chosen by libvirt or written by hand, and where UEFI keeps its variables.

mod acpi_without_uefi;
mod contradicting_firmware;
mod enrolled_keys_without_secure_boot;
mod firmware_features_without_choice;
mod firmware_of_other_architecture;
mod loader_without_path;
mod nvram_on_unfit_storage;
mod nvram_with_stateless_loader;
mod nvram_without_source;
mod nvram_without_uefi;
mod secure_loader_without_smm;
mod uefi_without_acpi;
mod writable_firmware_of_choice;

use super::{Guest, Rule, View};

pub(super) const RULES: &[&Rule] = &[
    &acpi_without_uefi::RULE,
    &contradicting_firmware::RULE,
    &enrolled_keys_without_secure_boot::RULE,
    &firmware_features_without_choice::RULE,
    &firmware_of_other_architecture::RULE,
    &loader_without_path::RULE,
    &nvram_on_unfit_storage::RULE,
    &nvram_with_stateless_loader::RULE,
    &nvram_without_source::RULE,
    &nvram_without_uefi::RULE,
    &secure_loader_without_smm::RULE,
    &uefi_without_acpi::RULE,
    &writable_firmware_of_choice::RULE,
];

/// Whether a guest boots by UEFI as libvirt sees it: it asks for that, or its loader is flash.
fn is_uefi(guest: &Guest) -> bool {
    let domain = guest.domain();
    domain.is("os/@firmware", "efi") || (domain.is("os/loader/@type", "pflash") && !domain.text("os/loader").is_empty())
}

/// What is said of a feature of the firmware; the last word counts.
fn feature<'a>(os: View<'a>, name: &str) -> Option<View<'a>> {
    os.all("firmware/feature").filter(|feature| feature.is("@name", name)).last()
}
