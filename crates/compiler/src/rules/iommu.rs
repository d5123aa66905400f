//! The IOMMU that a guest sees.

mod iommu_interrupts;
mod iommu_off_machine;
mod iommu_option_of_intel;
mod virtio_iommu_without_acpi;

use super::Rule;

pub(super) const RULES: &[&Rule] =
    &[&iommu_interrupts::RULE, &iommu_off_machine::RULE, &iommu_option_of_intel::RULE, &virtio_iommu_without_acpi::RULE];
