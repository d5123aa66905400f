//! Rules about devices of the host, given to the guest or redirected to it.

use super::Rule;

mod display;
mod driver;
mod mode;
mod model;
mod ramfb_twice;
mod redirfilter_twice;
mod scsi_settings;
mod scsi_source;
mod startup_policy;
mod teaming;
mod twice;
mod unassigned_address;
mod usb_source;
mod vfio_of_s390;
mod vhost_scsi_source;
mod write_filtering;

pub(super) const RULES: &[&Rule] = &[
    &display::RULE,
    &driver::RULE,
    &mode::RULE,
    &model::RULE,
    &ramfb_twice::RULE,
    &redirfilter_twice::RULE,
    &scsi_settings::RULE,
    &scsi_source::RULE,
    &startup_policy::RULE,
    &teaming::RULE,
    &twice::RULE,
    &unassigned_address::RULE,
    &usb_source::RULE,
    &vfio_of_s390::RULE,
    &vhost_scsi_source::RULE,
    &write_filtering::RULE,
];
