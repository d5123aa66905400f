//! A tree against the vocabulary: is everything there that libvirt does not do without?
//!
//! The vocabulary says which attributes and children have to be there. One thing that it
//! cannot say stands here: a domain has memory, of its own or in NUMA cells.

use crate::diagnostic::{Code, Diagnostic};
use crate::element::Element;

/// Reports what a whole domain lacks, and what each of its elements lacks.
pub fn domain(domain: &Element, diagnostics: &mut Vec<Diagnostic>) {
    let cells = domain.child("cpu").and_then(|cpu| cpu.child("numa"));
    let has_memory = domain.child("memory").is_some() || domain.child("maxMemory").is_some() || cells.is_some();
    if !has_memory && !domain.damaged && domain.raw.is_none() {
        let message = format!("the domain `{}` has no `memory`", domain.child("name").map_or("", Element::text));
        diagnostics
            .push(Diagnostic::error(Code::Missing, domain.span, message).help("write a size with its unit, such as `memory: 8 GiB`"));
    }
    missing(domain, diagnostics);
}

/// Reports, at its owner, every attribute and child that has to be there and is not.
fn missing(element: &Element, diagnostics: &mut Vec<Diagnostic>) {
    if !element.damaged && element.raw.is_none() {
        let known = element.place.element;
        let attributes = known.attributes.iter().filter(|place| place.required && element.attribute(place.name).is_none());
        let children = known.children.iter().filter(|place| place.required && element.child(place.name).is_none());
        let text = known.text.as_ref().filter(|text| element.text.is_none() && text.check("").is_err());
        let names = attributes.map(|place| (place.name, place.value.describe())).chain(children.map(|place| (place.name, describe(place))));
        for (name, what) in names.chain(text.map(|text| ("value", text.describe()))) {
            diagnostics.push(report(element, name, &what));
        }
    }
    for child in element.children() {
        missing(child, diagnostics);
    }
}

fn describe(place: &crate::vocabulary::Child) -> String {
    match &place.element.text {
        Some(text) => text.describe(),
        None => "an element".to_owned(),
    }
}

fn report(element: &Element, name: &str, what: &str) -> Diagnostic {
    let owner = match &element.name {
        Some(device) => format!("the {} `{device}`", element.place.name),
        None => format!("`{}`", element.place.name),
    };
    let diagnostic = Diagnostic::error(Code::Missing, element.span, format!("{owner} has no `{name}`"));
    match what {
        "an element" => diagnostic,
        what => diagnostic.help(format!("`{name}` takes {what}")),
    }
}
