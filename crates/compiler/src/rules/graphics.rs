//! Rules about displays.

use super::{Rule, View};

mod dbus_display;
mod display_of_another_hypervisor;
mod display_twice;
mod gl_without_enable;
mod headless_renderer;
mod listen_mismatch;
mod rdp_display;
mod several_listens;
mod spice_mode;
mod vnc_password;
mod vnc_port;

pub(super) const RULES: &[&Rule] = &[
    &dbus_display::RULE,
    &display_of_another_hypervisor::RULE,
    &display_twice::RULE,
    &gl_without_enable::RULE,
    &headless_renderer::RULE,
    &listen_mismatch::RULE,
    &rdp_display::RULE,
    &several_listens::RULE,
    &spice_mode::RULE,
    &vnc_password::RULE,
    &vnc_port::RULE,
];

/// What kind of display it is: `vnc` and so on.
fn kind(display: View<'_>) -> &str {
    display.text("@type")
}

/// Whether the server has ports: it listens on an address, which is what it does when nothing is said, or on a network's.
fn listens_on_network(display: View) -> bool {
    display.find("listen").is_none_or(|listen| listen.is_any("@type", &["address", "network"]))
}
