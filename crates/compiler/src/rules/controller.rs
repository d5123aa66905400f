//! Controllers of other buses than PCI and USB.

mod controller_iothread_undefined;
mod controller_model_of_other_type;
mod controller_off_machine;
mod duplicate_controller;
mod virtio_scsi_option_elsewhere;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &controller_iothread_undefined::RULE,
    &controller_model_of_other_type::RULE,
    &controller_off_machine::RULE,
    &duplicate_controller::RULE,
    &virtio_scsi_option_elsewhere::RULE,
];
