//! What the host of a guest does not have: by its versions, and by its domain capabilities.

mod arch_of_another_host;
mod cpu_not_on_host;
mod deprecated_cpu_model;
mod device_not_on_host;
mod feature_not_on_host;
mod firmware_not_on_host;
mod machine_newer_than_qemu;
mod newer_than_libvirt;
mod too_many_vcpus;

use super::{Guest, Rule};
use virtc_model::host::Capabilities;

pub(super) const RULES: &[&Rule] = &[
    &arch_of_another_host::RULE,
    &cpu_not_on_host::RULE,
    &deprecated_cpu_model::RULE,
    &device_not_on_host::RULE,
    &feature_not_on_host::RULE,
    &firmware_not_on_host::RULE,
    &machine_newer_than_qemu::RULE,
    &newer_than_libvirt::RULE,
    &too_many_vcpus::RULE,
];

/// What the host of a guest can do for guests of its kind, and the name of the host.
fn capabilities<'a>(guest: &Guest<'a>) -> Option<(&'a str, &'a Capabilities)> {
    of_machine(guest).or_else(|| candidates(guest).next())
}

/// The same, for its machine type.
fn of_machine<'a>(guest: &Guest<'a>) -> Option<(&'a str, &'a Capabilities)> {
    let machine = family(guest.machine()?);
    candidates(guest).find(|(_, capabilities)| capabilities.machine().map(family) == Some(machine))
}

fn candidates<'a>(guest: &Guest<'a>) -> impl Iterator<Item = (&'a str, &'a Capabilities)> {
    let kind = guest.domain().text("@type");
    let arch = guest.arch();
    let all = guest.host().into_iter().flat_map(|host| host.capabilities.iter().map(|capabilities| (&*host.key.text, &**capabilities)));
    all.filter(move |(_, capabilities)| capabilities.domain_type() == kind && Some(capabilities.arch()) == arch)
}

/// A machine type without its version; the short names are those of the newest.
fn family(machine: &str) -> &str {
    let is_version = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match machine {
        "q35" => "pc-q35",
        "pc" => "pc-i440fx",
        _ => machine.rsplit_once('-').filter(|(_, version)| is_version(version)).map_or(machine, |(family, _)| family),
    }
}
