//! How far a run is, for who waits.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many domains are done, and of how many.
#[derive(Debug, Default)]
pub struct Counter {
    all: AtomicUsize,
    done: AtomicUsize,
}

impl Counter {
    /// There are so many.
    pub fn expect(&self, all: usize) {
        self.all.store(all, Ordering::Relaxed);
    }

    /// So many more are done.
    pub fn add(&self, done: usize) {
        self.done.fetch_add(done, Ordering::Relaxed);
    }

    /// How many there are, once that is known.
    pub fn all(&self) -> Option<usize> {
        Some(self.all.load(Ordering::Relaxed)).filter(|all| *all > 0)
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }
}
