//! Features of the hypervisor and the machine.

mod acpi_without_machine_support;
mod dirty_ring_size;
mod feature_of_other_machine;
mod hyperv_dependency;
mod hyperv_setting;
mod interrupt_end_without_x86;
mod pmu_off_on_power;
mod ps2_needed;
mod tcg_settings_without_tcg;
mod tseg;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &acpi_without_machine_support::RULE,
    &dirty_ring_size::RULE,
    &feature_of_other_machine::RULE,
    &hyperv_dependency::RULE,
    &hyperv_setting::RULE,
    &interrupt_end_without_x86::RULE,
    &pmu_off_on_power::RULE,
    &ps2_needed::RULE,
    &tcg_settings_without_tcg::RULE,
    &tseg::RULE,
];
