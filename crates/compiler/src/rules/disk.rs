//! Disks.

mod io_native_without_direct_cache;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[&io_native_without_direct_cache::RULE];
