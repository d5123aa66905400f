//! What is fuzzed: each function takes any text, and a panic in it is a find.

use virtc::input::Input;
use virtc::levels::Levels;
use virtc_model::xml::Unknown;
use virtc_model::{Diagnostics, FileId};
use virtc_spec::expression::Template;
use virtc_spec::notation::{self, csv::Table, xml as domain_xml};
use virtc_spec::write::{self, Spec};
use virtc_spec::{Document, Notation, Scope, Source, raise};

fn source(notation: Notation, text: &str) -> Source {
    Source { id: FileId(0), name: "fuzzed".into(), notation, text: text.into() }
}

/// What is not read has a reason.
fn tree(notation: Notation, text: &str) {
    let mut found = Diagnostics::new();
    let documents = notation::read(&source(notation, text), &mut found);
    assert!(!documents.is_empty() || !found.is_empty() || notation == Notation::Yaml);
    in_bounds(&found, text);
}

/// A place lies in its file, between characters.
fn in_bounds(found: &Diagnostics, text: &str) {
    for span in found.iter().map(|diagnostic| diagnostic.primary.span).filter(|span| span.file == FileId(0)) {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?}");
    }
}

/// The reader of YAML.
pub fn yaml(text: &str) {
    tree(Notation::Yaml, text);
}

/// The reader of TOML.
pub fn toml(text: &str) {
    tree(Notation::Toml, text);
}

/// The reader of domain XML.
pub fn xml(text: &str) {
    let mut found = Diagnostics::new();
    let read = virtc_model::xml::read(text, FileId(0), Unknown::Refuse, &mut found);
    assert!(read.is_some() || !found.is_empty());
    in_bounds(&found, text);
}

/// Expressions.
pub fn expression(text: &str) {
    if let Ok(Some(template)) = Template::read(text) {
        template.names();
        let _either = template.evaluate(&Scope::default());
    }
}

/// Inventories.
pub fn csv(text: &str) {
    let mut found = Diagnostics::new();
    let table = Table::read(&source(Notation::Yaml, text), &mut found);
    assert!(table.is_some() || !found.is_empty());
    in_bounds(&found, text);
}

/// Manifests of output folders.
pub fn manifest(text: &str) {
    if let Ok(manifest) = virtc::output::manifest::Manifest::parse(text) {
        let again = virtc::output::manifest::Manifest::parse(&manifest.text());
        assert!(again.is_ok_and(|again| again.files == manifest.files));
    }
}

/// A whole run. What comes out of it is a domain.
pub fn compile(text: &str) {
    let notation = Notation::of_text(text);
    let mut input = Input::default();
    input.sources.push(source(notation, text));
    let outcome = virtc::session::run(&mut input, Levels::default());
    for domain in outcome.domains.iter().take(100) {
        let mut found = Diagnostics::new();
        let read = virtc_model::xml::read(&domain.xml(), FileId(0), Unknown::Keep, &mut found);
        assert!(read.is_some() && !found.has_errors(), "{}\n{found:?}", domain.xml());
    }
    assert_eq!(input.sources[0].text.len(), text.len());
}

/// What is imported compiles to the same again.
pub fn import(text: &str) {
    let mut found = Diagnostics::new();
    let Some(read) = domain_xml::read(&source(Notation::Xml, text), Unknown::Keep, &mut found) else { return };
    if found.has_errors() {
        return;
    }
    let settings = raise::domain(&read.domain.element);
    let specs = [Notation::Yaml, Notation::Toml].map(|notation| {
        let spec = Spec { name: &read.domain.name, settings: &settings, comments: &read.comments };
        (notation, write::spec(&[spec], notation))
    });
    for (notation, spec) in specs {
        let mut found = Diagnostics::new();
        Document::read(&source(notation, &spec), &mut found);
        assert!(!found.has_errors(), "{spec}\n{found:?}");
    }
}

/// What would be mended, and that it can be shown.
pub fn fix(text: &str) {
    let mut input = Input::default();
    input.sources.push(source(Notation::of_text(text), text));
    let outcome = virtc::session::run(&mut input, Levels::default());
    for file in virtc::fix::of(&input, &outcome.diagnostics) {
        file.patch();
    }
}
