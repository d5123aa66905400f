//! Rules about where the data of disks lies, how it is reached and how fast.

use super::{Rule, View};
use virtc_model::element::Value;
use virtc_model::span::Span;

mod auth_protocol;
mod backing_store_format;
mod cookie_twice;
mod credentials_twice;
mod data_store_format;
mod directory_as_disk;
mod discard_no_unref;
mod encryption_cipher;
mod encryption_format;
mod encryption_secret;
mod format_unknown;
mod host_transport;
mod hosts_of_protocol;
mod incomplete_backing_store;
mod iotune_burst;
mod iotune_group;
mod iotune_qemu;
mod iotune_total;
mod metadata_cache_format;
mod network_name;
mod nvme_source;
mod protocol_unknown;
mod reservations_source;
mod secret_names;
mod source_seclabel;
mod ssh_identity;
mod throttle_filters;
mod throttle_group_twice;
mod tls_protocol;
mod vhost_memory;
mod vhostuser_settings;
mod vhostuser_source;
mod vmware_image_name;
mod volume_source;

pub(super) const RULES: &[&Rule] = &[
    &auth_protocol::RULE,
    &backing_store_format::RULE,
    &cookie_twice::RULE,
    &credentials_twice::RULE,
    &data_store_format::RULE,
    &directory_as_disk::RULE,
    &discard_no_unref::RULE,
    &encryption_cipher::RULE,
    &encryption_format::RULE,
    &encryption_secret::RULE,
    &format_unknown::RULE,
    &host_transport::RULE,
    &hosts_of_protocol::RULE,
    &incomplete_backing_store::RULE,
    &iotune_burst::RULE,
    &iotune_group::RULE,
    &iotune_qemu::RULE,
    &iotune_total::RULE,
    &metadata_cache_format::RULE,
    &network_name::RULE,
    &nvme_source::RULE,
    &protocol_unknown::RULE,
    &reservations_source::RULE,
    &secret_names::RULE,
    &source_seclabel::RULE,
    &ssh_identity::RULE,
    &throttle_filters::RULE,
    &throttle_group_twice::RULE,
    &tls_protocol::RULE,
    &vhost_memory::RULE,
    &vhostuser_settings::RULE,
    &vhostuser_source::RULE,
    &vmware_image_name::RULE,
    &volume_source::RULE,
];

/// An image of a disk: what the guest writes to, or one that backs it.
#[derive(Clone, Copy)]
struct Image<'a> {
    /// The disk, or the backing store.
    owner: View<'a>,
    is_backing: bool,
}

/// The images of a disk, the one that the guest writes to first.
fn images(disk: View<'_>) -> impl Iterator<Item = Image<'_>> {
    std::iter::successors(Some(Image { owner: disk, is_backing: false }), |image| image.backing())
}

impl<'a> Image<'a> {
    fn backing(self) -> Option<Self> {
        let store = self.owner.find("backingStore").filter(|store| store.has("@type"))?;
        Some(Self { owner: store, is_backing: true })
    }

    fn source(self) -> Option<View<'a>> {
        self.owner.find("source")
    }

    /// The type of its source: `file` when nothing else is written.
    fn kind(self) -> &'a str {
        let kind = self.owner.at("@type").filter(|_| self.owner.has("source"));
        kind.map_or("file", |kind| &kind.text)
    }

    fn format(self) -> Option<&'a Value> {
        self.owner.at(if self.is_backing { "format/@type" } else { "driver/@type" })
    }

    /// Its format, as QEMU reads it: raw when nothing else is written.
    fn qemu_format(self) -> &'a str {
        self.format().map_or("raw", |format| if &*format.text == "aio" { "raw" } else { &format.text })
    }

    /// The protocol of a source on the network, empty for others.
    fn protocol(self) -> &'a str {
        match self.source() {
            Some(source) if self.kind() == "network" => source.text("@protocol"),
            _ => "",
        }
    }

    /// Where to point when a setting of its source is missing.
    fn place(self) -> Span {
        self.source().map_or_else(|| self.owner.span(), View::span)
    }

    fn label(self) -> String {
        if self.is_backing { "this backing image".to_owned() } else { self.owner.label() }
    }
}

/// Limits that a disk can have.
const LIMITS: &[&str] = &[
    "total_bytes_sec",
    "read_bytes_sec",
    "write_bytes_sec",
    "total_iops_sec",
    "read_iops_sec",
    "write_iops_sec",
    "total_bytes_sec_max",
    "read_bytes_sec_max",
    "write_bytes_sec_max",
    "total_iops_sec_max",
    "read_iops_sec_max",
    "write_iops_sec_max",
    "size_iops_sec",
    "total_bytes_sec_max_length",
    "read_bytes_sec_max_length",
    "write_bytes_sec_max_length",
    "total_iops_sec_max_length",
    "read_iops_sec_max_length",
    "write_iops_sec_max_length",
];

/// Whether any limit is set.
fn limits(iotune: View) -> bool {
    LIMITS.iter().any(|limit| iotune.number(limit).is_some_and(|value| value > 0))
}
