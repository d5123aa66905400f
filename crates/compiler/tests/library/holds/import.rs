//! What is imported compiles to the same again, by either notation.

use virtc_model::value::{Grammar, Unit};
use virtc_model::{Diagnostics, Element, FileId};
use virtc_spec::notation::xml::{self, Unknown};
use virtc_spec::write::{self, Spec};
use virtc_spec::{Definition, Document, Domain, Hosts, Notation, Profiles, Source, domain, fleet, raise};

pub(crate) fn import(text: &str) {
    answered(text);
}

/// Either it is refused with a reason, or it comes back. Which of them.
pub(crate) fn answered(text: &str) -> bool {
    let source = Source { id: FileId(0), name: "damaged.xml".into(), notation: Notation::Xml, text: text.into() };
    let mut diagnostics = Diagnostics::new();
    let read = virtc::import::read(&source, &mut virtc::secrets::Secrets::default(), &mut diagnostics);
    if read.is_none() {
        assert!(diagnostics.has_errors(), "refused without a reason: {text}");
        return false;
    }
    there_and_back("damaged.xml", text);
    true
}

pub(crate) fn there_and_back(what: &str, text: &str) {
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
    let members = fleet::members(&entry, None, &virtc_spec::Scope::default(), &mut 1, &mut diagnostics);
    let domain = Domain::read(&entry, &members.get(0).unwrap(), &context, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{spec}\n{diagnostics:?}");
    domain.unwrap().element
}

/// Whether two domains say the same, whatever the units of their sizes.
pub(crate) fn same(a: &Element, b: &Element) -> Result<(), String> {
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
