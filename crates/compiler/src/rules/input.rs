//! Input devices.

mod input_on_unfit_bus;
mod input_without_source;
mod unfit_input_model;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[&input_on_unfit_bus::RULE, &input_without_source::RULE, &unfit_input_model::RULE];
