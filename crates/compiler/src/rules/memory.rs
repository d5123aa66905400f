//! Memory: how much, of what, and modules of it.

mod hugepage_size;
mod hugepages_for_one_cell_twice;
mod hugepages_with_other_memory;
mod hugepages_without_cell;
mod maximum_below_memory;
mod memory_devices_overlap;
mod memory_hotplug_without_qemu;
mod min_guarantee_with_qemu;
mod module_address;
mod module_node;
mod module_of_another_machine;
mod modules_above_memory;
mod modules_above_the_maximum;
mod modules_without_slots;
mod more_modules_than_slots;
mod nvdimm;
mod too_much_memory;
mod unknown_slot;
mod virtio_mem_blocks;
mod virtio_pmem;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &hugepage_size::RULE,
    &hugepages_for_one_cell_twice::RULE,
    &hugepages_with_other_memory::RULE,
    &hugepages_without_cell::RULE,
    &maximum_below_memory::RULE,
    &memory_devices_overlap::RULE,
    &memory_hotplug_without_qemu::RULE,
    &min_guarantee_with_qemu::RULE,
    &module_address::RULE,
    &module_node::RULE,
    &module_of_another_machine::RULE,
    &modules_above_memory::RULE,
    &modules_above_the_maximum::RULE,
    &modules_without_slots::RULE,
    &more_modules_than_slots::RULE,
    &nvdimm::RULE,
    &too_much_memory::RULE,
    &unknown_slot::RULE,
    &virtio_mem_blocks::RULE,
    &virtio_pmem::RULE,
];
