//! Rules about the smaller devices: watchdogs, panic devices, shared memory, and settings of QEMU itself.

use super::Rule;

mod balloon_of_another_hypervisor;
mod environment_name;
mod override_value;
mod panic_address;
mod panic_of_another_machine;
mod panic_twice;
mod pstore_size;
mod pstore_without_acpi;
mod shmem_address;
mod shmem_model;
mod shmem_name;
mod shmem_server;
mod shmem_size;
mod vsock_cid;
mod watchdog_actions;
mod watchdog_address;
mod watchdog_of_another_machine;
mod watchdog_twice;

pub(super) const RULES: &[&Rule] = &[
    &balloon_of_another_hypervisor::RULE,
    &environment_name::RULE,
    &override_value::RULE,
    &panic_address::RULE,
    &panic_of_another_machine::RULE,
    &panic_twice::RULE,
    &pstore_size::RULE,
    &pstore_without_acpi::RULE,
    &shmem_address::RULE,
    &shmem_model::RULE,
    &shmem_name::RULE,
    &shmem_server::RULE,
    &shmem_size::RULE,
    &vsock_cid::RULE,
    &watchdog_actions::RULE,
    &watchdog_address::RULE,
    &watchdog_of_another_machine::RULE,
    &watchdog_twice::RULE,
];
