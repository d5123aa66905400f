//! Rules about network interfaces.

use super::{Guest, Rule, View};

mod bandwidth_class;
mod bandwidth_of_a_host_device;
mod bandwidth_without_average;
mod coalesce_elsewhere;
mod filter_on_a_virtual_switch;
mod forwarded_port_zero;
mod guest_addresses_in_qemu;
mod host_addresses_elsewhere;
mod ip_prefix_and_family;
mod isolated_port_elsewhere;
mod model_of_another_hypervisor;
mod mtu_elsewhere;
mod multiqueue_elsewhere;
mod native_vlan_twice;
mod of_another_hypervisor;
mod passt_elsewhere;
mod port_forward_without_passt;
mod queue_size_power;
mod queue_size_range;
mod route;
mod script_of_a_bridge;
mod source_incomplete;
mod tap_path_elsewhere;
mod teaming_pair;
mod unmanaged_target_elsewhere;
mod vhostuser_without_shared_memory;
mod virtio_only_type;
mod virtualport_elsewhere;
mod virtualport_parameters;
mod vlan_elsewhere;

pub(super) const RULES: &[&Rule] = &[
    &bandwidth_class::RULE,
    &bandwidth_of_a_host_device::RULE,
    &bandwidth_without_average::RULE,
    &coalesce_elsewhere::RULE,
    &filter_on_a_virtual_switch::RULE,
    &forwarded_port_zero::RULE,
    &guest_addresses_in_qemu::RULE,
    &host_addresses_elsewhere::RULE,
    &ip_prefix_and_family::RULE,
    &isolated_port_elsewhere::RULE,
    &model_of_another_hypervisor::RULE,
    &mtu_elsewhere::RULE,
    &multiqueue_elsewhere::RULE,
    &native_vlan_twice::RULE,
    &of_another_hypervisor::RULE,
    &passt_elsewhere::RULE,
    &port_forward_without_passt::RULE,
    &queue_size_power::RULE,
    &queue_size_range::RULE,
    &route::RULE,
    &script_of_a_bridge::RULE,
    &source_incomplete::RULE,
    &tap_path_elsewhere::RULE,
    &teaming_pair::RULE,
    &unmanaged_target_elsewhere::RULE,
    &vhostuser_without_shared_memory::RULE,
    &virtio_only_type::RULE,
    &virtualport_elsewhere::RULE,
    &virtualport_parameters::RULE,
    &vlan_elsewhere::RULE,
];

/// What the interface connects to: `network` and so on.
fn kind(card: View<'_>) -> &str {
    card.text("@type")
}

/// The models whose driver in the guest is virtio's.
const VIRTIO: &[&str] = &["virtio", "virtio-transitional", "virtio-non-transitional"];

/// Whether the guest sees a virtio card; none when libvirt chooses the model and it is not known which.
fn is_virtio(card: View, guest: &Guest) -> Option<bool> {
    if let Some(model) = card.at("model/@type") {
        return Some(VIRTIO.contains(&&*model.text));
    }
    match kind(card) {
        "vdpa" | "vhostuser" => Some(true),
        "hostdev" => Some(false),
        _ if guest.is_s390() || guest.is_virt() => Some(true),
        _ if guest.is_x86() => Some(false),
        _ => None,
    }
}

/// Whether passt carries the packets.
fn is_passt(card: View) -> bool {
    card.is("backend/@type", "passt")
}
