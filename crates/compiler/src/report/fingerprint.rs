//! What tells that a finding of one run is the same as that of an earlier one.

use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The fingerprints of findings in their order. They hold neither lines nor columns, so that a
/// finding stays the same when something above it changes.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<[u8; 16], u64>);

impl Fingerprints {
    /// That of the next finding. The same findings of a file are told apart by their order.
    pub(super) fn next(&mut self, code: &str, path: &str, message: &str) -> String {
        let key = digest(&[code.as_bytes(), path.as_bytes(), message.as_bytes()]);
        let count = self.0.entry(key).or_insert(0);
        *count += 1;
        digest(&[&key, &count.to_be_bytes()]).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut first = [0; 16];
    for (to, from) in first.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    first
}
