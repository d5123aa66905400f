//! Rules about directories that are shared with the guest.

use super::Rule;

mod address;
mod type_of_containers;
mod virtiofs_memory;
mod virtiofs_settings;

pub(super) const RULES: &[&Rule] = &[&address::RULE, &type_of_containers::RULE, &virtiofs_memory::RULE, &virtiofs_settings::RULE];
