//! Shares, limits and pinning on the host; I/O threads.

mod cache_allocation_collides;
mod cache_allocation_without_kvm;
mod cache_monitor;
mod empty_cpu_set;
mod iothread_zero;
mod number_beyond_any_set;
mod pinned_thread_missing;
mod scheduled_twice;
mod scheduler_incomplete;
mod small_quota;
mod thread_pool;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &cache_allocation_collides::RULE,
    &cache_allocation_without_kvm::RULE,
    &cache_monitor::RULE,
    &empty_cpu_set::RULE,
    &iothread_zero::RULE,
    &number_beyond_any_set::RULE,
    &pinned_thread_missing::RULE,
    &scheduled_twice::RULE,
    &scheduler_incomplete::RULE,
    &small_quota::RULE,
    &thread_pool::RULE,
];
