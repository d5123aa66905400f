//! Rules about video cards.

use super::{Guest, Rule, View};

mod acceleration;
mod blob_without_memfd;
mod heads;
mod none_among_others;
mod of_another_hypervisor;
mod primary_twice;
mod ramfb_address;
mod resolution;
mod secondary_video;
mod vhostuser_of_another_card;
mod video_memory;
mod video_of_another_machine;

pub(super) const RULES: &[&Rule] = &[
    &acceleration::RULE,
    &blob_without_memfd::RULE,
    &heads::RULE,
    &none_among_others::RULE,
    &of_another_hypervisor::RULE,
    &primary_twice::RULE,
    &ramfb_address::RULE,
    &resolution::RULE,
    &secondary_video::RULE,
    &vhostuser_of_another_card::RULE,
    &video_memory::RULE,
    &video_of_another_machine::RULE,
];

/// The model of a card.
fn model(card: View<'_>) -> &str {
    card.text("model/@type")
}

/// Whether it is the boot display: as written, else the first card.
fn is_primary(card: View, guest: &Guest) -> bool {
    let written = guest.devices("video").find(|other| other.is("model/@primary", "yes"));
    let primary = written.or_else(|| guest.devices("video").next());
    primary.is_some_and(|primary| primary.is_same(card))
}
