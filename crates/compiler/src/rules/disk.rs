//! Rules about disks, as the guest sees them.

use super::{Rule, View};

mod address_of_another_bus;
mod block_size;
mod bus_of_another_hypervisor;
mod bus_of_another_machine;
mod cdrom_without_tray;
mod copy_on_read_of_unwritten;
mod drive_address_out_of_range;
mod drive_address_twice;
mod drive_beyond_its_bus;
mod driver_of_another_hypervisor;
mod empty_disk;
mod empty_usb_drive;
mod floppy_bus;
mod geometry_of_another_bus;
mod identity_of_another_bus;
mod io_native_without_direct_cache;
mod iothread_missing;
mod iothreads_of_queues;
mod long_product;
mod lun_of_an_image;
mod lun_of_another_bus;
mod lun_settings_elsewhere;
mod partition_as_target;
mod readonly_ide;
mod removable_elsewhere;
mod rotation_rate_elsewhere;
mod shared_image_format;
mod startup_policy_elsewhere;
mod target_prefix;
mod transient_elsewhere;
mod tray_of_a_hard_disk;
mod unfiltered_sgio;
mod virtio_options_of_another_bus;

pub(super) const RULES: &[&Rule] = &[
    &address_of_another_bus::RULE,
    &block_size::RULE,
    &bus_of_another_hypervisor::RULE,
    &bus_of_another_machine::RULE,
    &cdrom_without_tray::RULE,
    &copy_on_read_of_unwritten::RULE,
    &drive_address_out_of_range::RULE,
    &drive_beyond_its_bus::RULE,
    &drive_address_twice::RULE,
    &identity_of_another_bus::RULE,
    &empty_disk::RULE,
    &empty_usb_drive::RULE,
    &floppy_bus::RULE,
    &geometry_of_another_bus::RULE,
    &io_native_without_direct_cache::RULE,
    &iothread_missing::RULE,
    &iothreads_of_queues::RULE,
    &long_product::RULE,
    &lun_of_another_bus::RULE,
    &lun_of_an_image::RULE,
    &lun_settings_elsewhere::RULE,
    &driver_of_another_hypervisor::RULE,
    &partition_as_target::RULE,
    &readonly_ide::RULE,
    &removable_elsewhere::RULE,
    &rotation_rate_elsewhere::RULE,
    &shared_image_format::RULE,
    &startup_policy_elsewhere::RULE,
    &target_prefix::RULE,
    &transient_elsewhere::RULE,
    &tray_of_a_hard_disk::RULE,
    &unfiltered_sgio::RULE,
    &virtio_options_of_another_bus::RULE,
];

/// What the guest sees: `disk` when nothing else is written.
fn device(disk: View<'_>) -> &str {
    disk.at("@device").map_or("disk", |device| &device.text)
}

/// The bus of a disk: what is written, else what libvirt takes from the target's name.
fn bus(disk: View<'_>) -> &str {
    if let Some(bus) = disk.at("target/@bus") {
        return &bus.text;
    }
    if device(disk) == "floppy" {
        return "fdc";
    }
    let dev = disk.text("target/@dev");
    let known = [("sd", "scsi"), ("vd", "virtio"), ("xvd", "xen"), ("ubd", "uml")];
    known.iter().find(|(prefix, _)| dev.starts_with(prefix)).map_or("ide", |(_, bus)| bus)
}

/// Where the bus of a disk was written, as such or in its target's name.
fn bus_span(disk: View) -> virtc_model::span::Span {
    disk.at("target/@bus").map_or_else(|| disk.place("target/@dev"), |bus| bus.span)
}

/// Whether the guest only reads the disk: as written, or because it is a CD-ROM.
fn is_readonly(disk: View) -> bool {
    disk.has("readonly") || device(disk) == "cdrom"
}

/// The number of a disk that its target's name gives: 0 for `sda`, 26 for `sdaa`.
fn index(target: &str) -> Option<u64> {
    let prefix = ["xvd", "ubd", "fd", "hd", "vd", "sd"].iter().find(|prefix| target.starts_with(**prefix))?;
    let letters = target[prefix.len()..].trim_end_matches(|c: char| c.is_ascii_digit());
    if letters.is_empty() || !letters.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    let number = letters.bytes().try_fold(0_u64, |number, letter| number.checked_mul(26)?.checked_add(u64::from(letter - b'a') + 1))?;
    Some(number - 1)
}
