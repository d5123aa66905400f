//! XML becomes specs in both notations that compile back to the same elements.

use crate::{root, specs};
use std::path::PathBuf;
use virtc_model::span::FileId;
use virtc_model::value::{Grammar, Unit};
use virtc_model::{Diagnostics, Element};
use virtc_spec::notation::xml::{self, Unknown};
use virtc_spec::write::{self, Spec};
use virtc_spec::{Definition, Document, Domain, Hosts, Notation, Profiles, Source, domain, fleet, raise};

#[test]
fn what_we_write_comes_back() {
    let mut count = 0;
    for path in specs("specs").into_iter().chain(specs("tests/golden")) {
        for element in crate::elements(&path) {
            there_and_back(&path.display().to_string(), &virtc_model::xml::write(&element));
            count += 1;
        }
    }
    assert!(count > 100, "{count} domains");
}

/// A sample of what libvirt's own tests accept, where it is at hand.
#[test]
fn the_corpus_comes_back() {
    for path in corpus() {
        there_and_back(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap());
    }
}

/// Documents that are cut off or have one byte changed: an answer, and never a panic.
#[test]
fn damaged_documents_are_answered() {
    let files: Vec<PathBuf> = corpus().into_iter().step_by(16).collect();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        for at in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
            answered(&text[..at]);
            for byte in ["<", "&", "\"", "\u{0}", "x", ">"] {
                let rest = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
                answered(&format!("{}{byte}{}", &text[..at], &text[rest..]));
            }
        }
    }
}

fn corpus() -> Vec<PathBuf> {
    let folder = root().join("../shared/corpus/libvirt-11.3/accept");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|extension| extension == "xml")).collect();
    files.sort();
    files
}

/// Either it is refused with a reason, or it comes back. Which of them.
pub(crate) fn answered(text: &str) -> bool {
    let source = Source { id: FileId(0), name: "damaged.xml".into(), notation: Notation::Xml, text: text.into() };
    let mut diagnostics = Diagnostics::new();
    let read = xml::read(&source, Unknown::Keep, &mut diagnostics);
    if read.is_none() || diagnostics.has_errors() {
        assert!(diagnostics.has_errors(), "refused without a reason: {text}");
        return false;
    }
    there_and_back("damaged.xml", text);
    true
}

fn there_and_back(what: &str, text: &str) {
    let source = Source { id: FileId(0), name: what.to_owned(), notation: Notation::Xml, text: text.into() };
    let mut diagnostics = Diagnostics::new();
    let read = xml::read(&source, Unknown::Keep, &mut diagnostics);
    let Some(read) = read else { panic!("{what}: {diagnostics:?}") };
    assert!(!diagnostics.has_errors(), "{what}: {diagnostics:?}");
    let settings = raise::domain(&read.domain.element);
    for notation in [Notation::Yaml, Notation::Toml] {
        let spec = write::spec(&[Spec { name: &read.domain.name, settings: &settings, comments: &read.comments }], notation);
        let again = lowered(&spec, notation);
        if let Err(difference) = same(&read.domain.element, &again) {
            panic!("{what}, {notation:?}: {difference}\n{spec}");
        }
    }
}

fn lowered(spec: &str, notation: Notation) -> Element {
    let source = Source { id: FileId(0), name: "spec".into(), notation, text: spec.into() };
    let mut diagnostics = Diagnostics::new();
    let document = Document::read(&source, &mut diagnostics);
    let Some(Definition::Spec(entry, _)) = document.domains.into_iter().next() else { panic!("{spec}\n{diagnostics:?}") };
    let context = domain::Context { notation, identity: &document.identity, profiles: &Profiles::default(), hosts: &Hosts::default() };
    let members = fleet::members(&entry, None, &virtc_spec::Scope::default(), 1, &mut diagnostics);
    let domain = Domain::read(&entry, &members.get(0).unwrap(), &context, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{spec}\n{diagnostics:?}");
    domain.unwrap().element
}

fn same(a: &Element, b: &Element) -> Result<(), String> {
    let name = a.place.xml_name;
    if facts(a) != facts(b) {
        return Err(format!("{name}: {:?} became {:?}", facts(a), facts(b)));
    }
    if a.children().len() != b.children().len() {
        let names = |element: &Element| element.children().iter().map(|child| child.place.name).collect::<Vec<_>>();
        return Err(format!("{name}: {:?} became {:?}", names(a), names(b)));
    }
    a.children().iter().zip(b.children()).try_for_each(|(a, b)| same(a, b))
}

/// An element without its children: what it says, whatever the unit or the base of a number.
fn facts(element: &Element) -> Vec<(String, String)> {
    let known = element.place.element;
    let sizes = known.text.iter().chain(known.attributes.iter().map(|attribute| &attribute.value));
    let size = sizes.filter_map(|value| value.size()).next();
    let unit = size
        .map(|size| size.attribute.and_then(|name| element.attribute(name)).and_then(|unit| Unit::named(&unit.text)).unwrap_or(size.unit));
    let said = |value_type: &virtc_model::value::ValueType, text: &str| match (value_type.size(), unit, text.parse::<u128>()) {
        (Some(_), Some(unit), Ok(number)) => format!("{} bytes", number * u128::from(unit.bytes())),
        _ if value_type.grammars.iter().any(|grammar| matches!(grammar, Grammar::Number { .. })) => number(text),
        _ => text.to_owned(),
    };
    let is_unit = |name: &str| size.is_some_and(|size| size.attribute == Some(name));
    let attributes = element.attributes().iter().filter(|attribute| !is_unit(attribute.place.name));
    let mut facts: Vec<(String, String)> =
        attributes.map(|attribute| (attribute.place.name.to_owned(), said(&attribute.place.value, &attribute.value.text))).collect();
    if let (Some(text), Some(value_type)) = (&element.text, &known.text) {
        facts.push(("text".into(), said(value_type, &text.text)));
    }
    if let Some(raw) = &element.raw {
        facts.extend(raw.attributes.iter().map(|(name, value)| (name.to_string(), value.to_string())));
        facts.push(("raw".into(), raw.content.trim().to_owned()));
    }
    facts
}

fn number(text: &str) -> String {
    let number = text.strip_prefix("0x").map_or_else(|| text.parse().ok(), |digits| u64::from_str_radix(digits, 16).ok());
    number.map_or_else(|| text.to_owned(), |number| number.to_string())
}
