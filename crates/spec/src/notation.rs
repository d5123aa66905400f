//! The readers: text in a notation becomes the spanned tree.

pub mod csv;
mod parts;
pub mod toml;
pub mod xml;
pub mod yaml;

use crate::source::{Notation, Source};
use crate::tree::Node;
use virtc_model::Diagnostic;

/// How deep a file may be nested.
pub const DEPTH: usize = 128;

/// How many nodes the aliases of a YAML file may add.
pub const ALIAS_NODES: usize = 1_000_000;

/// How large a file may be, in bytes.
pub const FILE_SIZE: u64 = 256 << 20;

/// Reads a file of YAML or TOML into its documents. What is broken is reported and left out.
pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    if let Some(root) = parts::read(source, diagnostics) {
        return vec![root];
    }
    match source.notation {
        Notation::Yaml => yaml::read(source, diagnostics),
        Notation::Toml => toml::read(source, diagnostics).into_iter().collect(),
        Notation::Xml => Vec::new(),
    }
}
