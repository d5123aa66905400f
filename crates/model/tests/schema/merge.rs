//! All that the schema allows in an element, its alternatives merged.
//!
//! The vocabulary has one list of attributes and children for a place; the schema has
//! alternatives (a disk of type `file`, of type `block`, …). Something is required when
//! each alternative requires it, and repeats when one lets it.

use crate::datatype::DataType;
use crate::rng::{Pattern, Schema};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What one or several elements of the schema may hold.
#[derive(Debug, Default, Clone)]
pub(crate) struct Contents {
    pub(crate) attributes: BTreeMap<String, Attribute>,
    pub(crate) children: BTreeMap<String, Child>,
    pub(crate) text: Text,
    /// Whether elements of any name may stand there.
    pub(crate) anything: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) value: Text,
    pub(crate) required: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Child {
    /// The elements of the schema that may stand there, by their places in it.
    pub(crate) elements: BTreeSet<usize>,
    pub(crate) required: bool,
    pub(crate) repeats: bool,
}

/// The text of an element or the value of an attribute.
#[derive(Debug, Default, Clone)]
pub(crate) struct Text {
    pub(crate) words: BTreeSet<String>,
    pub(crate) types: Vec<Rc<DataType>>,
    /// Whether something of these has to be there; otherwise it may be empty.
    pub(crate) required: bool,
}

impl Text {
    /// Whether there is any text at all.
    pub(crate) fn exists(&self) -> bool {
        !self.words.is_empty() || !self.types.is_empty()
    }

    pub(crate) fn accepts(&self, text: &str) -> bool {
        (text.is_empty() && !self.required) || self.words.contains(text) || self.types.iter().any(|data| data.accepts(text))
    }

    fn add(&mut self, other: Self) {
        self.words.extend(other.words);
        for data in other.types {
            if self.types.iter().all(|known| known.source != data.source) {
                self.types.push(data);
            }
        }
    }
}

impl Schema {
    /// What elements may hold that stand in the same place as alternatives.
    pub(crate) fn contents(&self, elements: &BTreeSet<usize>) -> Contents {
        let alternatives = elements.iter().filter_map(|element| self.evaluate(&self.elements[*element].content));
        alternatives.reduce(either).unwrap_or_default()
    }

    /// What a pattern allows; `None` when nothing can match it.
    pub(crate) fn evaluate(&self, pattern: &Pattern) -> Option<Contents> {
        let mut contents = Contents::default();
        match pattern {
            Pattern::Empty => {}
            Pattern::NotAllowed => return None,
            Pattern::Element(index) => {
                let element = &self.elements[*index];
                // Such an element is a place holder that can never stand.
                if matches!(element.content, Pattern::NotAllowed) {
                    return None;
                }
                match &element.name {
                    Some(name) => {
                        let child = Child { elements: BTreeSet::from([*index]), required: true, repeats: false };
                        contents.children.insert(name.clone(), child);
                    }
                    None => contents.anything = true,
                }
            }
            Pattern::Attribute(None, _) => contents.anything = true,
            Pattern::Attribute(Some(name), value) => {
                let value = self.evaluate(value)?.text;
                contents.attributes.insert(name.clone(), Attribute { value, required: true });
            }
            Pattern::Group(parts) => {
                for part in parts {
                    contents = both(contents, self.evaluate(part)?);
                }
            }
            Pattern::Choice(parts) => return parts.iter().filter_map(|part| self.evaluate(part)).reduce(either),
            Pattern::Many(once_at_least, part) => {
                let Some(mut one) = self.evaluate(part) else { return (!once_at_least).then_some(contents) };
                one.children.values_mut().for_each(|child| child.repeats = true);
                contents = if *once_at_least { one } else { either(contents, one) };
            }
            Pattern::Reference(name) => return self.evaluate(self.define(name)),
            Pattern::Value(word) => contents.text = Text { words: BTreeSet::from([word.clone()]), types: Vec::new(), required: true },
            Pattern::Data(data) => contents.text = Text { words: BTreeSet::new(), types: vec![Rc::clone(data)], required: true },
        }
        Some(contents)
    }
}

/// Both stand together: what one requires is required; a child of both stands twice.
fn both(left: Contents, right: Contents) -> Contents {
    merge(left, right, |one, other| one || other, true)
}

/// One or the other stands: only what both require is required.
fn either(left: Contents, right: Contents) -> Contents {
    merge(left, right, |one, other| one && other, false)
}

fn merge(mut into: Contents, mut from: Contents, required: fn(bool, bool) -> bool, together: bool) -> Contents {
    for (name, known) in &mut into.attributes {
        let other = from.attributes.remove(name);
        known.required = required(known.required, other.as_ref().is_some_and(|other| other.required));
        if let Some(other) = other {
            known.value.required = known.value.required && other.value.required;
            known.value.add(other.value);
        }
    }
    for (name, known) in &mut into.children {
        let other = from.children.remove(name);
        known.required = required(known.required, other.as_ref().is_some_and(|other| other.required));
        if let Some(other) = other {
            known.repeats = known.repeats || other.repeats || together;
            known.elements.extend(other.elements);
        }
    }
    let attributes = from.attributes.into_iter();
    into.attributes.extend(attributes.map(|(name, other)| (name, Attribute { required: required(false, other.required), ..other })));
    let children = from.children.into_iter();
    into.children.extend(children.map(|(name, other)| (name, Child { required: required(false, other.required), ..other })));
    into.text.required = required(into.text.required, from.text.required);
    into.text.add(from.text);
    into.anything = into.anything || from.anything;
    into
}
