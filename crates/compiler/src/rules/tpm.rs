//! Rules about trusted platform modules.

use super::Rule;

mod several_tpms;
mod tpm_backend;
mod tpm_of_another_machine;
mod tpm_version;

pub(super) const RULES: &[&Rule] = &[&several_tpms::RULE, &tpm_backend::RULE, &tpm_of_another_machine::RULE, &tpm_version::RULE];
