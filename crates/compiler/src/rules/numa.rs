//! NUMA cells of the guest, and where their memory lies on the host.

mod cell_without_its_vcpus;
mod cells_share_vcpus;
mod memnode_with_automatic_placement;
mod memnode_without_cell;
mod node_beyond_any_host;
mod numa_cache_level;
mod numa_cell_ids;
mod numa_distance;
mod numa_interconnect;
mod numa_link_twice;
mod numatune_without_nodes;
mod restrictive_memnode;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &node_beyond_any_host::RULE,
    &cell_without_its_vcpus::RULE,
    &cells_share_vcpus::RULE,
    &memnode_with_automatic_placement::RULE,
    &memnode_without_cell::RULE,
    &numa_cache_level::RULE,
    &numa_cell_ids::RULE,
    &numa_distance::RULE,
    &numa_interconnect::RULE,
    &numa_link_twice::RULE,
    &numatune_without_nodes::RULE,
    &restrictive_memnode::RULE,
];
