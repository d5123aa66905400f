//! Rules about what libvirt takes and people regret.

use super::Rule;

mod accel3d_without_gl;
mod broken_pages;
mod cached_shared_disk;
mod clock_of_another_system;
mod coredump_without_panic;
mod crashed_guest_kept;
mod current_memory;
mod default_cpu;
mod dropped_name;
mod floating_machine;
mod foreign_mac;
mod format_mismatch;
mod format_missing;
mod graphics_port;
mod hyperv_without_clock;
mod ignored_errors;
mod image_name;
mod interface_without_model;
mod low_limit;
mod lsi_controller;
mod macvtap_mode;
mod maximum_cpu;
mod misspelt_channel;
mod more_queues;
mod no_acpi;
mod nothing_to_boot;
mod old_machine;
mod only_cdrom_boots;
mod open_console;
mod open_display;
mod osinfo;
mod outdated_video;
mod password_in_clear;
mod placeholder_identity;
mod poweroff_restarts;
mod serial_cut_short;
mod slow_interface;
mod unbound_hostdev;
mod unlikely_memory;
mod unsafe_cache;
mod unused_iothreads;
mod unverified_tls;
mod usb_disks;
mod watchdog_without_action;
mod windows_11;
mod windows_sockets;
mod windows_without_hyperv;
mod zeroes_without_discard;

pub(super) const RULES: &[&Rule] = &[
    &accel3d_without_gl::RULE,
    &broken_pages::RULE,
    &cached_shared_disk::RULE,
    &clock_of_another_system::RULE,
    &coredump_without_panic::RULE,
    &crashed_guest_kept::RULE,
    &current_memory::RULE,
    &default_cpu::RULE,
    &dropped_name::RULE,
    &floating_machine::RULE,
    &foreign_mac::RULE,
    &format_mismatch::RULE,
    &format_missing::RULE,
    &graphics_port::RULE,
    &hyperv_without_clock::RULE,
    &ignored_errors::RULE,
    &interface_without_model::RULE,
    &low_limit::RULE,
    &lsi_controller::RULE,
    &macvtap_mode::RULE,
    &maximum_cpu::RULE,
    &misspelt_channel::RULE,
    &more_queues::RULE,
    &no_acpi::RULE,
    &nothing_to_boot::RULE,
    &old_machine::RULE,
    &only_cdrom_boots::RULE,
    &open_console::RULE,
    &open_display::RULE,
    &outdated_video::RULE,
    &password_in_clear::RULE,
    &placeholder_identity::RULE,
    &poweroff_restarts::RULE,
    &serial_cut_short::RULE,
    &slow_interface::RULE,
    &unbound_hostdev::RULE,
    &unlikely_memory::RULE,
    &unsafe_cache::RULE,
    &unused_iothreads::RULE,
    &unverified_tls::RULE,
    &usb_disks::RULE,
    &watchdog_without_action::RULE,
    &windows_11::RULE,
    &windows_sockets::RULE,
    &windows_without_hyperv::RULE,
    &zeroes_without_discard::RULE,
];

/// Whether a server on that address listens on all addresses of its host.
fn is_everywhere(address: &str) -> bool {
    matches!(address, "0.0.0.0" | "::" | "[::]" | "*" | "0:0:0:0:0:0:0:0")
}
