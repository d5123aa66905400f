//! The readers: what is not read has a reason, and places are where they are said to be.

use super::{in_bounds, source, tree};
use std::collections::HashMap;
use std::sync::Arc;
use virtc::output::manifest::Manifest;
use virtc_model::host::Capabilities;
use virtc_model::xml::{self, Unknown};
use virtc_model::{Diagnostics, FileId};
use virtc_spec::expression::{Template, Value};
use virtc_spec::notation::{self, csv::Table};
use virtc_spec::{Notation, Scope};

pub(crate) fn yaml(text: &str) {
    documents(Notation::Yaml, text);
}

pub(crate) fn toml(text: &str) {
    documents(Notation::Toml, text);
}

fn documents(notation: Notation, text: &str) {
    let mut found = Diagnostics::new();
    let source = source(notation, text);
    let documents = notation::read(&source, &mut found);
    assert!(!documents.is_empty() || !found.is_empty() || notation == Notation::Yaml);
    in_bounds(&found, std::slice::from_ref(&source));
    documents.iter().for_each(|document| tree::in_place(document, text));
    let mut of_parts = Diagnostics::new();
    // Parts of a few bytes have to give what the whole gives.
    if let Some(root) = notation::read_in_parts(&source, 8, &mut of_parts) {
        assert_eq!(tree::shape(&root), tree::shape(&documents[0]));
        assert_eq!((documents.len(), of_parts.into_parts()), (1, found.into_parts()));
    }
}

/// Domain XML, whatever is made of what it does not know.
pub(crate) fn xml(text: &str) {
    for unknown in [Unknown::Refuse, Unknown::Keep] {
        let mut found = Diagnostics::new();
        let read = xml::read(text, FileId(0), unknown, &mut found);
        assert!(read.is_some() || !found.is_empty());
        in_bounds(&found, &[source(Notation::Xml, text)]);
    }
}

pub(crate) fn expression(text: &str) {
    if let Ok(Some(template)) = Template::read(text) {
        template.names();
        let variables = HashMap::from([("x".to_owned(), Value::Text("a".into())), ("m".to_owned(), Value::Number(i64::MIN))]);
        let scope = Scope::new(variables).row(7, vec![(Arc::from("site.name"), Value::Text("é".into()))]).named("web-1");
        for scope in [Scope::default(), scope] {
            assert_eq!(template.evaluate(&scope), template.evaluate(&scope));
        }
    }
}

/// Inventories: every row of a table that is read has a cell for each column, which says what stands in its place.
pub(crate) fn csv(text: &str) {
    let mut found = Diagnostics::new();
    let source = source(Notation::Yaml, text);
    let table = Table::read(&source, &mut found);
    in_bounds(&found, std::slice::from_ref(&source));
    let Some(table) = table else { return assert!(!found.is_empty()) };
    for cells in (0..table.len()).map(|row| table.row(row)) {
        assert_eq!(cells.len(), table.columns().len());
        for cell in cells {
            let written = &text[cell.span.start as usize..cell.span.end as usize];
            let inner = written.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
            assert_eq!(inner.map_or_else(|| written.to_owned(), |inner| inner.replace("\"\"", "\"")), cell.text);
        }
    }
}

/// Manifests of output folders: what is read is what would be written, and names files of the folder only.
pub(crate) fn manifest(text: &str) {
    if let Ok(manifest) = Manifest::parse(text) {
        assert!(manifest.files.keys().all(|file| !file.contains(['/', '\0']) && !file.starts_with('.') && !file.is_empty()));
        let again = Manifest::parse(&manifest.text());
        assert!(again.is_ok_and(|again| again.files == manifest.files));
    }
}

/// Saved capabilities of a host.
pub(crate) fn host(text: &str) {
    match Capabilities::read(text, FileId(0)) {
        Err(diagnostic) => in_bounds(&[*diagnostic], &[source(Notation::Xml, text)]),
        Ok(capabilities) => super::project::on_host(text, &capabilities),
    }
}
