//! Rules about character devices: serial ports, consoles, channels and what else talks through a connection of the host.

use super::{Guest, Rule, View};

mod address_of_a_serial_port;
mod connection_channel_name;
mod connection_incomplete;
mod connection_mode_unknown;
mod connection_of_another_hypervisor;
mod connection_with_open_end;
mod console_of_another_hypervisor;
mod console_or_serial_target;
mod container_without_console;
mod guestfwd_without_address;
mod isa_serial_ports;
mod parallel_of_another_machine;
mod reconnect_of_a_server;
mod reconnect_timeout_zero;
mod second_serial_console;
mod serial_model_of_another_target;
mod serial_of_another_machine;
mod several_connection_sources;
mod smartcard_certificates;
mod smartcard_without_type;
mod spice_connection_without_spice;
mod spicevmc_channel_name;
mod spicevmc_elsewhere;
mod tls_as_protocol;

pub(super) const RULES: &[&Rule] = &[
    &address_of_a_serial_port::RULE,
    &connection_channel_name::RULE,
    &connection_incomplete::RULE,
    &connection_mode_unknown::RULE,
    &connection_of_another_hypervisor::RULE,
    &connection_with_open_end::RULE,
    &console_of_another_hypervisor::RULE,
    &console_or_serial_target::RULE,
    &container_without_console::RULE,
    &guestfwd_without_address::RULE,
    &isa_serial_ports::RULE,
    &parallel_of_another_machine::RULE,
    &reconnect_of_a_server::RULE,
    &reconnect_timeout_zero::RULE,
    &second_serial_console::RULE,
    &serial_model_of_another_target::RULE,
    &serial_of_another_machine::RULE,
    &several_connection_sources::RULE,
    &smartcard_certificates::RULE,
    &smartcard_without_type::RULE,
    &spice_connection_without_spice::RULE,
    &spicevmc_channel_name::RULE,
    &spicevmc_elsewhere::RULE,
    &tls_as_protocol::RULE,
];

/// The kinds of devices that are a connection to the host.
const KINDS: &[&str] = &["serial", "parallel", "console", "channel", "redirdev", "smartcard"];

/// Every element that describes a connection: devices, and the backends of random numbers.
fn connections<'a>(guest: &Guest<'a>) -> impl Iterator<Item = View<'a>> {
    guest.all_devices().filter_map(|device| match device.kind() {
        "rng" => device.find("backend").filter(|backend| backend.is("@model", "egd")),
        kind => KINDS.contains(&kind).then_some(device),
    })
}

/// What a connection is to: `pty` and so on.
fn kind(connection: View<'_>) -> &str {
    connection.text("@type")
}

/// Whether a source listens on the host.
fn is_server(source: View) -> bool {
    source.is("@mode", "bind")
}

/// What a serial port is on the guest's side, as written or by libvirt's default for the machine.
fn serial_target<'a>(serial: View<'a>, guest: &Guest) -> Option<&'a str> {
    // Off x86 libvirt reads `isa-serial` as the port that the machine has, for the sake of old guests.
    if let Some(written) = serial.at("target/@type").filter(|written| &*written.text != "isa-serial" || !guest.is_not_x86()) {
        return Some(&written.text);
    }
    if guest.is_x86() {
        return Some("isa-serial");
    }
    if guest.is_s390() {
        return Some("sclp-serial");
    }
    if guest.is_pseries() {
        return Some("spapr-vio-serial");
    }
    guest.is_virt().then_some("system-serial")
}
