//! The guest as a whole: its name, its life, its lists.

mod empty_resource;
mod genid_without_device;
mod idmap_incomplete;
mod life_cycle_action;
mod listed_twice;
mod sleep_without_x86;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &empty_resource::RULE,
    &genid_without_device::RULE,
    &idmap_incomplete::RULE,
    &life_cycle_action::RULE,
    &listed_twice::RULE,
    &sleep_without_x86::RULE,
];
