//! The mapping of an element: its keys, and nothing else.

use super::form::inner;
use super::value::{self, Types};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use virtc_model::value::{ValueType, Version};
use virtc_model::vocabulary::{Attribute, Child, DEFINITIONS, DOMAIN, Element, Scalar, Short};

/// Makes the schema, and collects what is defined once and used often.
pub(super) struct Builder {
    elements: BTreeMap<String, Value>,
    pub(super) types: Types,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self { elements: BTreeMap::new(), types: Types::new() }
    }

    /// The definitions: elements, then types.
    pub(super) fn definitions(self) -> Map<String, Value> {
        self.elements.into_iter().chain(self.types).collect()
    }

    /// The name of a definition of the vocabulary.
    pub(super) fn name(&self, element: &'static Element) -> Option<&'static str> {
        DEFINITIONS.iter().find(|(_, known)| std::ptr::eq(*known, element)).map(|(name, _)| *name)
    }

    /// A reference to an element that has a definition of its own.
    pub(super) fn shared(&mut self, element: &'static Element, name: &str) -> Value {
        if !self.elements.contains_key(name) {
            // It may hold itself.
            self.elements.insert(name.to_owned(), Value::Null);
            let mut schema = Map::from_iter([("title".to_owned(), Value::from(name))]);
            if let Value::Object(element) = self.element(element, name) {
                schema.extend(element);
            }
            self.elements.insert(name.to_owned(), Value::Object(schema));
        }
        reference(name)
    }

    /// A reference to a definition that is given.
    pub(super) fn define(&mut self, name: &str, schema: Value) -> Value {
        self.elements.insert(name.to_owned(), schema);
        reference(name)
    }

    /// The mapping of an element. `attribute` is that of the same name on its parent.
    pub(super) fn mapping(&mut self, element: &'static Element, path: &str, attribute: Option<&'static Attribute>) -> Value {
        let mut properties = Map::new();
        for attribute in element.attributes {
            let schema = match element.child(attribute.name) {
                Some(child) => self.attribute_or_child(attribute, child, path),
                None => self.attribute(element, attribute),
            };
            properties.insert(attribute.name.to_owned(), annotated(&of_attribute(attribute), schema));
        }
        for child in element.children {
            if element.attribute(child.name).is_none() {
                let schema = self.child(child, path);
                properties.insert(child.name.to_owned(), with_default(annotated(&of_child(child), schema), child.default));
            }
        }
        for short in element.shorts {
            let schema = self.short(element, short);
            properties.insert(short.name.to_owned(), annotated(&of_short(short), schema));
        }
        if is_device(element) {
            self.type_keys(element, path, &mut properties);
        }
        if std::ptr::eq(element, DOMAIN.element) {
            super::own_keys(&mut properties);
        }
        if let Some(schema) = self.value(element, attribute) {
            properties.insert("value".to_owned(), schema);
        }
        properties.insert("when".to_owned(), value::when(&mut self.types));
        properties.insert("xml".to_owned(), value::raw_xml(&mut self.types));
        let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if let Some((unit, name)) = size_beside_unit(element) {
            let size = value_type(element, name).map(|value| value::schema(value, &mut self.types));
            schema["if"] = json!({ "not": { "required": [unit] } });
            schema["then"] = json!({ "properties": { name: size } });
        }
        schema
    }

    fn attribute(&mut self, element: &'static Element, attribute: &'static Attribute) -> Value {
        let schema = match size_beside_unit(element) {
            Some((_, name)) if name == attribute.name => value::size_beside_unit(&mut self.types),
            _ => value::schema(&attribute.value, &mut self.types),
        };
        with_default(schema, attribute.default)
    }

    /// The key `value`: the element's text, or the attribute of its name.
    fn value(&mut self, element: &'static Element, attribute: Option<&'static Attribute>) -> Option<Value> {
        if let Some(attribute) = attribute {
            return Some(annotated(&of_attribute(attribute), value::schema(&attribute.value, &mut self.types)));
        }
        let text = element.text.as_ref().filter(|_| element.attribute("value").is_none() && element.child("value").is_none())?;
        Some(match size_beside_unit(element) {
            Some((_, "value")) => value::size_beside_unit(&mut self.types),
            _ => value::schema(text, &mut self.types),
        })
    }

    /// A key that writes into children.
    fn short(&mut self, element: &'static Element, short: &'static Short) -> Value {
        let write = short.writes.iter().find(|write| write.constant.is_none());
        let attribute = write.and_then(|write| element.child(write.child)?.element.attribute(write.attribute));
        match attribute {
            Some(attribute) => value::schema(&attribute.value, &mut self.types),
            None => json!({ "type": ["string", "number", "boolean"] }),
        }
    }
}

/// The unit attribute of a size, and the key of the size.
fn size_beside_unit(element: &'static Element) -> Option<(&'static str, &'static str)> {
    let text = element.text.as_ref().map(|text| ("value", text));
    let attributes = element.attributes.iter().map(|attribute| (attribute.name, &attribute.value));
    text.into_iter().chain(attributes).find_map(|(name, value)| Some((value.size()?.attribute?, name)))
}

fn value_type(element: &'static Element, key: &str) -> Option<&'static ValueType> {
    element.attribute(key).map(|attribute| &attribute.value).or(element.text.as_ref())
}

fn is_device(element: &'static Element) -> bool {
    let devices = DOMAIN.element.child("devices");
    devices.is_some_and(|devices| devices.element.children.iter().any(|child| std::ptr::eq(child.element, element)))
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// The schema with its description before all else.
pub(super) fn annotated(description: &str, schema: Value) -> Value {
    let mut all = Map::from_iter([("description".to_owned(), Value::from(description))]);
    if let Value::Object(schema) = schema {
        all.extend(schema.into_iter().filter(|(key, _)| key != "description"));
    }
    Value::Object(all)
}

fn with_default(mut schema: Value, default: Option<&str>) -> Value {
    if let Some(default) = default {
        schema["default"] = value::retyped(default).unwrap_or_else(|| Value::from(default));
    }
    schema
}

fn of_attribute(attribute: &Attribute) -> String {
    let doc = if attribute.required { format!("{} Required.", attribute.doc) } else { attribute.doc.to_owned() };
    let all = sentence(&doc, attribute.since, attribute.default);
    let newer: Vec<String> =
        attribute.value.words.iter().filter_map(|word| word.since.map(|since| format!("`{}` {since}", word.text))).collect();
    if newer.is_empty() { all } else { format!("{all} Needs libvirt: {}.", newer.join(", ")) }
}

fn of_child(child: &Child) -> String {
    let mut doc = child.doc.to_owned();
    if child.required {
        doc += " Required.";
    }
    match child.element.scalar {
        Some(Scalar::Attribute(name)) => doc += &format!(" A scalar is its `{name}`."),
        Some(Scalar::PciAddress) => doc += " A scalar such as `0000:03:00.0` is a PCI address.",
        None => {}
    }
    sentence(&doc, child.since, child.default)
}

fn of_short(short: &Short) -> String {
    let writes: Vec<String> = short
        .writes
        .iter()
        .map(|write| match write.constant {
            Some(constant) => format!("`{}: {constant}`", inner(write.child, write.attribute)),
            None => format!("`{}`", inner(write.child, write.attribute)),
        })
        .collect();
    format!("{} Short for {}.", short.doc, writes.join(" and "))
}

/// A description with what else the vocabulary knows.
pub(super) fn sentence(doc: &str, since: Option<Version>, default: Option<&str>) -> String {
    let mut all = doc.to_owned();
    if let Some(default) = default {
        all += &format!(" Default: `{default}`.");
    }
    if let Some(since) = since {
        all += &format!(" Since libvirt {since}.");
    }
    all
}
