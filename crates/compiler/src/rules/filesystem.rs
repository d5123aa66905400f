//! Rules about directories that are shared with the guest.

use super::Rule;

mod address;
mod of_another_hypervisor;
mod source_incomplete;
mod target_twice;
mod virtiofs_memory;
mod virtiofs_settings;

pub(super) const RULES: &[&Rule] = &[
    &address::RULE,
    &of_another_hypervisor::RULE,
    &source_incomplete::RULE,
    &target_twice::RULE,
    &virtiofs_memory::RULE,
    &virtiofs_settings::RULE,
];
