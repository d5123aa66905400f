//! Rules about what reaches into the host: for those who review specs of others.

use super::Rule;

mod all_ports;
mod container_capabilities;
mod container_root;
mod entropy_from_file;
mod host_device;
mod host_disk;
mod host_file;
mod host_folder;
mod host_identity;
mod host_input;
mod host_path;
mod host_program;
mod host_security;
mod host_socket;
mod loopback;
mod overridden_properties;
mod raw_arguments;
mod raw_io;
mod shared_namespace;
mod unconfined;
mod writable_firmware;

pub(super) const RULES: &[&Rule] = &[
    &all_ports::RULE,
    &container_capabilities::RULE,
    &container_root::RULE,
    &entropy_from_file::RULE,
    &host_device::RULE,
    &host_disk::RULE,
    &host_file::RULE,
    &host_folder::RULE,
    &host_identity::RULE,
    &host_input::RULE,
    &host_program::RULE,
    &host_security::RULE,
    &host_socket::RULE,
    &loopback::RULE,
    &overridden_properties::RULE,
    &raw_arguments::RULE,
    &raw_io::RULE,
    &shared_namespace::RULE,
    &unconfined::RULE,
    &writable_firmware::RULE,
];
