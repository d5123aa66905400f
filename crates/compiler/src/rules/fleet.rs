//! What only shows when guests are looked at together.

mod duplicate_graphics_port;
mod duplicate_listener;
mod duplicate_vsock_cid;
mod host_device_given_twice;
mod larger_than_its_host;
mod more_hugepages_than_the_host;
mod more_memory_than_the_host;
mod more_vcpus_than_the_host;
mod overlapping_pinning;
mod pinned_beyond_the_host;
mod shared_nvram;
mod shared_writable_image;
mod written_backing_image;

use super::{Rule, View};
use virtc_model::span::Span;

pub(super) const RULES: &[&Rule] = &[
    &duplicate_graphics_port::RULE,
    &duplicate_listener::RULE,
    &duplicate_vsock_cid::RULE,
    &host_device_given_twice::RULE,
    &larger_than_its_host::RULE,
    &more_hugepages_than_the_host::RULE,
    &more_memory_than_the_host::RULE,
    &more_vcpus_than_the_host::RULE,
    &pinned_beyond_the_host::RULE,
    &overlapping_pinning::RULE,
    &shared_nvram::RULE,
    &shared_writable_image::RULE,
    &written_backing_image::RULE,
];

/// What a disk, or a layer of its images, lies on, and where that is said.
fn image(disk: View<'_>) -> Option<((&str, &str, &str), Span)> {
    let source = disk.find("source")?;
    let named = |kind| source.at(kind).map(|value| (("path", "", &*value.text), value.span));
    match disk.text("@type") {
        "file" => named("@file"),
        "block" => named("@dev"),
        "volume" => {
            let volume = source.at("@volume")?;
            Some((("volume", source.text("@pool"), &volume.text), volume.span))
        }
        "network" => {
            let name = source.at("@name")?;
            Some(((source.text("@protocol"), source.text("host/@name"), &name.text), name.span))
        }
        _ => None,
    }
}
