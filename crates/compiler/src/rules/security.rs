//! Security labels, confidential guests, keys.

mod character_device_labelled_twice;
mod keywrap_without_s390;
mod launch_security_machine;
mod launch_security_policy;
mod seclabel_incomplete;
mod seclabel_relabel;
mod snp_blob_length;
mod source_label_without_relabelling;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &character_device_labelled_twice::RULE,
    &keywrap_without_s390::RULE,
    &launch_security_machine::RULE,
    &launch_security_policy::RULE,
    &seclabel_incomplete::RULE,
    &seclabel_relabel::RULE,
    &snp_blob_length::RULE,
    &source_label_without_relabelling::RULE,
];
