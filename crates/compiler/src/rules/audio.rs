//! Rules about sound cards and the host's audio backends.

use super::Rule;

mod audio_id_twice;
mod audio_missing;
mod audio_number_zero;
mod audio_of_another_display;
mod audio_settings;
mod negative_dsp_policy;
mod sound_card_of_another_hypervisor;

pub(super) const RULES: &[&Rule] = &[
    &audio_id_twice::RULE,
    &audio_missing::RULE,
    &audio_number_zero::RULE,
    &audio_of_another_display::RULE,
    &audio_settings::RULE,
    &negative_dsp_policy::RULE,
    &sound_card_of_another_hypervisor::RULE,
];
