//! What virtio devices have in common.

mod transitional_model_off_pci;
mod virtio_option_elsewhere;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[&transitional_model_off_pci::RULE, &virtio_option_elsewhere::RULE];
