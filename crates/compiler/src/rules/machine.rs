//! Machine types, architectures, and kinds of guests.

mod container_without_init;
mod empty_init_argument;
mod hvf_emulator_of_linux;
mod machine_of_other_architecture;
mod os_type_of_other_driver;
mod unknown_machine;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &hvf_emulator_of_linux::RULE,
    &container_without_init::RULE,
    &empty_init_argument::RULE,
    &machine_of_other_architecture::RULE,
    &os_type_of_other_driver::RULE,
    &unknown_machine::RULE,
];
