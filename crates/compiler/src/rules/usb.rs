//! USB: controllers, hubs and ports.

mod usb_companion_without_master;
mod usb_controller_ports;
mod usb_device_without_controller;
mod usb_port_not_decimal;
mod usb_port_not_free;
mod usb_switched_off;

use super::{Rule, View};

pub(super) const RULES: &[&Rule] = &[
    &usb_companion_without_master::RULE,
    &usb_controller_ports::RULE,
    &usb_device_without_controller::RULE,
    &usb_port_not_decimal::RULE,
    &usb_port_not_free::RULE,
    &usb_switched_off::RULE,
];

/// Whether a device needs USB, and where that is written.
fn usb_place(device: View) -> Option<&'static str> {
    let (place, words): (_, &[&str]) = match device.kind() {
        "hub" => ("@type", &["usb"]),
        "input" | "redirdev" => ("@bus", &["usb"]),
        "hostdev" => ("@type", &["usb"]),
        "disk" => ("target/@bus", &["usb"]),
        "sound" => ("@model", &["usb"]),
        "controller" => ("@type", &["ccid"]),
        "smartcard" => ("@mode", &["host", "host-certificates", "passthrough"]),
        "serial" => ("target/@type", &["usb-serial"]),
        _ => return None,
    };
    device.is_any(place, words).then_some(place)
}
