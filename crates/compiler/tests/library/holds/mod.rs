//! What has to be true of any text. The fuzzer of `fuzz/` looks for texts that it is not true of; those that it has found
//! are tried again by the tests (`found.rs`).

mod compile;
mod fix;
mod generated;
mod import;
mod project;
mod read;
mod report;
mod tree;

pub(crate) use compile::compile;
pub(crate) use fix::fix;
pub(crate) use generated::{Choices, document, generated};
pub(crate) use import::{answered, import, there_and_back};
pub(crate) use project::{project, settings};
pub(crate) use read::{csv, expression, host, manifest, toml, xml, yaml};
pub(crate) use report::report;
pub(crate) use tree::quoted;

use virtc_model::{Diagnostic, FileId};
use virtc_spec::{Notation, Source};

/// Each is a target of the fuzzer.
pub(crate) type Property = fn(&str);

/// By the names of their targets.
pub(crate) const ALL: [(&str, Property); 14] = [
    ("yaml", yaml),
    ("toml", toml),
    ("xml", xml),
    ("expression", expression),
    ("csv", csv),
    ("manifest", manifest),
    ("settings", settings),
    ("host", host),
    ("compile", compile),
    ("generated", generated),
    ("import", import),
    ("fix", fix),
    ("report", report),
    ("project", project),
];

fn source(notation: Notation, text: &str) -> Source {
    Source { id: FileId(0), name: "spec".into(), notation, text: text.into() }
}

fn errors<'a>(found: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<&'a Diagnostic> {
    found.into_iter().filter(|diagnostic| diagnostic.is_error()).collect()
}

/// Every place of a finding lies in its file, between characters.
fn in_bounds<'a>(found: impl IntoIterator<Item = &'a Diagnostic>, sources: &[Source]) {
    for diagnostic in found {
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related).map(|label| label.span);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in labels.chain(edits) {
            let text = sources.iter().find(|source| source.id == span.file).map(|source| &source.text);
            let is_inside = text.is_some_and(|text| text.get(span.start as usize..span.end as usize).is_some());
            assert!(is_inside, "{diagnostic:?}");
        }
    }
}
