//! CPUs: how many, which model, what it can do.

mod address_bits_with_passthrough;
mod cache_passthrough_without_host_cpu;
mod cpu_cache_level;
mod cpu_cache_without_x86;
mod cpu_model_of_other_architecture;
mod cpu_without_model;
mod deprecated_features_without_s390;
mod first_vcpu_offline;
mod host_cpu_without_kvm;
mod many_vcpus_without_interrupts;
mod migratable_without_host_cpu;
mod more_vcpus_online_than_there_are;
mod offline_vcpu_not_hotpluggable;
mod order_of_vcpus;
mod part_of_a_core_online;
mod settings_without_cpu;
mod single_vcpus_without_qemu;
mod topology_of_another_machine;
mod topology_without_its_vcpus;
mod unknown_cpu_feature;
mod unknown_cpu_model;
mod unknown_vcpu;
mod vector_lengths_without_sve;

use super::Rule;
use virtc_model::nearest::slips;

pub(super) const RULES: &[&Rule] = &[
    &address_bits_with_passthrough::RULE,
    &cache_passthrough_without_host_cpu::RULE,
    &cpu_cache_level::RULE,
    &cpu_cache_without_x86::RULE,
    &cpu_model_of_other_architecture::RULE,
    &cpu_without_model::RULE,
    &deprecated_features_without_s390::RULE,
    &first_vcpu_offline::RULE,
    &host_cpu_without_kvm::RULE,
    &many_vcpus_without_interrupts::RULE,
    &migratable_without_host_cpu::RULE,
    &more_vcpus_online_than_there_are::RULE,
    &offline_vcpu_not_hotpluggable::RULE,
    &order_of_vcpus::RULE,
    &part_of_a_core_online::RULE,
    &settings_without_cpu::RULE,
    &single_vcpus_without_qemu::RULE,
    &topology_of_another_machine::RULE,
    &topology_without_its_vcpus::RULE,
    &unknown_cpu_feature::RULE,
    &unknown_cpu_model::RULE,
    &unknown_vcpu::RULE,
    &vector_lengths_without_sve::RULE,
];

/// Whether a name is another but for case, the signs between words, and one slip.
fn is_misspelt(written: &str, known: &str) -> bool {
    slips(&plain(written), &plain(known)) <= 1
}

/// The letters and digits of a name.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
