//! Clock and timers.

mod catchup_without_its_policy;
mod offset_without_its_value;
mod tick_policy;
mod timer_of_other_machine;
mod timer_setting;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &catchup_without_its_policy::RULE,
    &offset_without_its_value::RULE,
    &tick_policy::RULE,
    &timer_of_other_machine::RULE,
    &timer_setting::RULE,
];
