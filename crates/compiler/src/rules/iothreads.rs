//! The I/O threads of a guest.

use super::Guest;

/// The numbers of a guest's I/O threads: those that are listed, and the lowest free ones, which
/// libvirt adds until there are as many as wanted.
pub(super) struct Iothreads {
    listed: Vec<u64>,
    added: u64,
}

impl Iothreads {
    /// The I/O threads of `guest`.
    pub(super) fn of(guest: &Guest) -> Self {
        let domain = guest.domain();
        let mut listed: Vec<u64> = domain.all("iothreadids/iothread").filter_map(|thread| thread.number("@id")).collect();
        let added = domain.number("iothreads").unwrap_or(0).saturating_sub(listed.len() as u64);
        listed.sort_unstable();
        Self { listed, added }
    }

    /// Whether there is a thread of that number.
    pub(super) fn has(&self, number: u64) -> bool {
        let below = self.listed.partition_point(|listed| *listed < number);
        number > 0 && (self.listed.get(below) == Some(&number) || number.saturating_sub(below as u64) <= self.added)
    }
}
