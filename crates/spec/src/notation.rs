//! The readers: text in a notation becomes the spanned tree.

pub mod csv;
mod parts;
pub mod toml;
pub mod xml;
pub mod yaml;

use crate::limits::Limits;
use crate::source::{Notation, Source};
use crate::tree::Node;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// Reads a file of YAML or TOML into its documents. What is broken is reported and left out.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Vec<Node> {
    read_within(source, &Limits::default(), diagnostics)
}

/// The same within other bounds.
pub fn read_within(source: &Source, limits: &Limits, diagnostics: &mut Diagnostics) -> Vec<Node> {
    if let Some(root) = parts::read(source, limits.values, diagnostics) {
        return vec![root];
    }
    match source.notation {
        Notation::Yaml => yaml::read(source, limits.values, diagnostics),
        Notation::Toml => toml::read(source, limits.values, diagnostics).into_iter().collect(),
        Notation::Xml => Vec::new(),
    }
}

/// The same in parts of about so many bytes, as large files are read; `None` when it has to be read as a whole.
pub fn read_in_parts(source: &Source, size: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    parts::of_size(source, size, Limits::default().values, diagnostics)
}

/// What is said of a file with more values than that.
fn too_many(at: Span, most: usize) -> Diagnostic {
    Diagnostic::error(Code::TooLarge, at, format!("this file holds more than {most} values"))
        .help("write it as several files, or raise the bound with `--max-values`")
}
