//! What may stand in the place of an element: its mapping, what a scalar stands for, lists,
//! devices by name, and the short keys of a device's type.

use super::element::{Builder, annotated, sentence};
use super::value;
use serde_json::{Map, Value, json};
use virtc_model::value::Grammar;
use virtc_model::vocabulary::{Attribute, Child, Element, MainPlace, Scalar};

impl Builder {
    /// What may stand in the place of a child.
    pub(super) fn child(&mut self, place: &'static Child, path: &str) -> Value {
        if virtc_spec::device::is_device(place) && place.repeats() {
            return self.devices(place);
        }
        let once = self.once(place, path);
        if place.repeats() { json!({ "anyOf": [once, { "type": "array", "items": once }] }) } else { once }
    }

    /// One element in the place of a child.
    fn once(&mut self, place: &'static Child, path: &str) -> Value {
        let name = self.name(place.element);
        match simple(place.element) {
            Some(alike) if name.is_none() => self.shared(place.element, &alike),
            _ => self.shared(place.element, name.unwrap_or(&inner(path, place.name))),
        }
    }

    /// Devices: a mapping of names, or a list.
    fn devices(&mut self, place: &'static Child) -> Value {
        let device = self.once(place, "devices");
        json!({
            "anyOf": [
                { "type": "object", "propertyNames": { "pattern": "^([A-Za-z0-9_][A-Za-z0-9_.-]*|\\*)$" }, "additionalProperties": device },
                { "type": "array", "items": device },
            ],
        })
    }

    /// An element: what a scalar stands for, or its mapping.
    pub(super) fn element(&mut self, element: &'static Element, path: &str) -> Value {
        let mut alternatives = self.scalars(element);
        let is_xml = element.text.as_ref().is_some_and(|text| text.grammars.contains(&Grammar::Xml));
        // `{}` is no XML at all.
        alternatives.push(if is_xml { json!({ "type": "object", "maxProperties": 0 }) } else { self.mapping(element, path, None) });
        value::any_of(alternatives)
    }

    /// What a scalar in the place of an element may be.
    fn scalars(&mut self, element: &'static Element) -> Vec<Value> {
        if let Some(text) = &element.text {
            return vec![value::schema(text, &mut self.types)];
        }
        let mut alternatives = Vec::new();
        if element.switch().is_some() || element.may_be_empty() {
            alternatives.push(json!({ "type": "boolean" }));
        }
        match element.scalar {
            Some(Scalar::Attribute(name)) => alternatives.extend(self.attribute_of(element, name)),
            Some(Scalar::PciAddress) => alternatives.push(value::pci_address(&mut self.types)),
            // None at all may always be said.
            None if alternatives.is_empty() => alternatives.push(json!({ "const": false })),
            None => {}
        }
        let expression = value::expression(&mut self.types);
        if !alternatives.contains(&expression) {
            alternatives.push(expression);
        }
        alternatives
    }

    fn attribute_of(&mut self, element: &'static Element, name: &str) -> Option<Value> {
        element.attribute(name).map(|attribute| value::schema(&attribute.value, &mut self.types))
    }

    /// An attribute and a child of one name: a scalar is the attribute, in the mapping it is `value`.
    pub(super) fn attribute_or_child(&mut self, attribute: &'static Attribute, child: &'static Child, path: &str) -> Value {
        let scalar = value::schema(&attribute.value, &mut self.types);
        let mapping = self.mapping(child.element, &inner(path, child.name), Some(attribute));
        if !child.repeats() {
            return json!({ "anyOf": [scalar, mapping] });
        }
        let mapping = self.define(&inner(path, child.name), mapping);
        let mut items = self.scalars(child.element);
        items.push(mapping.clone());
        json!({ "anyOf": [scalar, mapping, { "type": "array", "items": value::any_of(items) }] })
    }

    /// The values of a device's `type` as keys: each stands for `type` and `source`.
    pub(super) fn type_keys(&mut self, device: &'static Element, path: &str, properties: &mut Map<String, Value>) {
        let Some(types) = device.attribute("type") else { return };
        for word in types.value.words {
            let (schema, what) = match device.child("source") {
                None => {
                    let schema = json!({ "anyOf": [{ "const": true }, { "type": "object", "maxProperties": 0 }] });
                    (self.define("element.no-source", schema), ", which has no source: write `{}`".to_owned())
                }
                Some(source) => {
                    let main = source.main.iter().find(|main| main.type_word == word.text);
                    let scalar = main.map_or_else(String::new, |main| format!(", of which a scalar is `{}`", place(main)));
                    (self.source(source, main, path), format!(" and its `source`{scalar}"))
                }
            };
            let doc = format!("Short for `type: {}`{what}.", word.text);
            let description = sentence(&doc, word.since, None);
            properties.insert(word.text.to_owned(), annotated(&description, schema));
        }
    }

    /// What a short key of a device's type holds: the source's mapping, its main place, a list.
    fn source(&mut self, source: &'static Child, main: Option<&'static MainPlace>, path: &str) -> Value {
        let once = self.once(source, path);
        let mut alternatives = main.map(|main| self.main(source, main)).unwrap_or_default();
        let mut mapping = json!({ "type": "object" });
        mapping["$ref"] = once["$ref"].clone();
        alternatives.push(mapping);
        if source.repeats() {
            alternatives.push(json!({ "type": "array", "items": once }));
        }
        // `{}` and `true` are no source.
        alternatives.push(json!({ "const": true }));
        // Most kinds share them.
        let name = self.name(source.element).map_or_else(|| inner(path, source.name), str::to_owned);
        let main = main.map_or_else(|| "mapping".to_owned(), place);
        let list = if source.repeats() { "+list" } else { "" };
        self.define(&format!("{name}+{main}{list}"), value::any_of(alternatives))
    }

    /// What the scalar of a short key may be.
    fn main(&mut self, source: &'static Child, main: &'static MainPlace) -> Vec<Value> {
        match (main.child.and_then(|name| source.element.child(name)), main.attribute) {
            (Some(child), None) => self.scalars(child.element),
            (Some(child), Some(name)) => self.attribute_of(child.element, name).into_iter().collect(),
            (None, Some(name)) => self.attribute_of(source.element, name).into_iter().collect(),
            (None, None) => Vec::new(),
        }
    }
}

/// The name that all elements without attributes and children share whose text is of one kind.
fn simple(element: &Element) -> Option<String> {
    if !element.attributes.is_empty() || !element.children.is_empty() || !element.shorts.is_empty() || element.scalar.is_some() {
        return None;
    }
    match &element.text {
        None => Some("element.bare".to_owned()),
        Some(text) if text.words.is_empty() => match text.grammars {
            [Grammar::Xml] => None,
            [grammar] => value::name(*grammar).map(|name| format!("element.{name}")),
            _ => None,
        },
        Some(_) => None,
    }
}

fn place(main: &MainPlace) -> String {
    match (main.child, main.attribute) {
        (Some(child), Some(attribute)) => inner(child, attribute),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "mapping".to_owned(),
    }
}

pub(super) fn inner(path: &str, name: &str) -> String {
    format!("{path}.{name}")
}
