//! Short forms: a closed table (`~`, `main=` and `scalar=` in the vocabulary), each with one
//! exact expansion.

use crate::device::type_words;
use crate::mirror::{Lowering, Sources, value_span};
use crate::tree::{Entry, Kind, Node};
use virtc_model::element::{Element, Value};
use virtc_model::span::Span;
use virtc_model::vocabulary::{Child, MainPlace, Short};
use virtc_model::{Code, Diagnostic};

impl Lowering {
    /// A short key that writes into children: `format`, `bus`, `machine`.
    pub(crate) fn short(&mut self, element: &mut Element, short: &'static Short, entry: &Entry) {
        let span = value_span(entry);
        if entry.node.scalar().is_none() {
            element.damaged = true;
            let message = format!("`{}` takes a scalar, not {}", short.name, entry.node.describe());
            return self.error(Diagnostic::error(Code::WrongType, span, message));
        }
        for write in short.writes {
            let Some(child) = element.child_or_new(write.child, entry.key.span) else { continue };
            let Some(place) = child.place.element.attribute(write.attribute) else { continue };
            match write.constant {
                Some(constant) => self.set(child, place, Value::new(constant, span)),
                None => self.set_attribute(child, place, &entry.node, span),
            }
        }
    }

    /// A key that is a value of the device's `type`: it writes `type`, and its value is the
    /// `source`. Whether the key was one.
    pub(crate) fn source_short(&mut self, element: &mut Element, entry: &Entry, sources: &mut Sources) -> bool {
        let Some(word) = type_words(element.place).find(|word| *word == &*entry.key.text) else { return false };
        let span = entry.key.span;
        if let Some((other, place)) = &sources.short {
            let message = format!("`{}` has one source, and `{other}` and `{word}` are two", element.place.name);
            self.error(
                Diagnostic::error(Code::TwoSources, span, message).label("again").related(*place, "first here").help("keep one of the two"),
            );
            element.damaged = true;
            return true;
        }
        sources.short = Some((entry.key.text.clone(), span));
        self.set_constant(element, "type", word, span);
        if self.refuse_second_source(sources, span) {
            element.damaged = true;
            return true;
        }
        match element.place.element.child("source") {
            Some(place) => self.source(element, place, word, entry),
            None => self.no_source(element, entry),
        }
        true
    }

    /// Refuses `source` beside a short form that stands for it. Whether it did.
    pub(crate) fn refuse_second_source(&mut self, sources: &Sources, here: Span) -> bool {
        let (Some((word, short)), Some(mirror)) = (&sources.short, sources.mirror) else { return false };
        let there = if here == mirror { *short } else { mirror };
        let message = format!("`{word}` stands for `type` and `source`, so `source` cannot stand beside it");
        let help = format!("write what is in `source` under `{word}`, or keep `type` and `source` alone");
        self.error(Diagnostic::error(Code::ShortFormConflict, here, message).label("again").related(there, "first here").help(help));
        true
    }

    fn source(&mut self, element: &mut Element, place: &'static Child, word: &str, entry: &Entry) {
        match &entry.node.kind {
            Kind::Mapping(entries) if entries.is_empty() => {}
            Kind::Scalar(scalar) if !scalar.quoted && &*scalar.text == "true" => {}
            Kind::List(items) if place.repeats() => {
                element.extend(items.iter().filter_map(|item| self.element(place, item, item.anchor())));
            }
            Kind::Refused => element.damaged = true,
            Kind::List(_) => {
                element.damaged = true;
                let message = format!("`{word}` has one source, so it cannot be a list");
                self.error(Diagnostic::error(Code::WrongType, entry.key.span, message));
            }
            Kind::Mapping(_) => {
                if let Some(source) = self.element(place, &entry.node, entry.key.span) {
                    element.push(source);
                }
            }
            Kind::Scalar(scalar) if scalar.is_null() => {
                element.damaged = true;
                self.null(value_span(entry), "write `{}` for no source");
            }
            Kind::Scalar(_) => match place.main.iter().find(|main| main.type_word == word) {
                Some(main) => self.main(element, place, main, entry),
                None => {
                    element.damaged = true;
                    let keys: Vec<&str> = place.element.attributes.iter().map(|attribute| attribute.name).take(12).collect();
                    let message = format!("`{word}` takes the mapping of its source, not a scalar");
                    let help = format!("write `{word}: {{ … }}` with keys such as {}, or `{{}}` for none", keys.join(", "));
                    self.error(Diagnostic::error(Code::WrongType, value_span(entry), message).help(help));
                }
            },
        }
    }

    /// The scalar of a short key goes to the main place of the source.
    fn main(&mut self, element: &mut Element, place: &'static Child, main: &'static MainPlace, entry: &Entry) {
        let span = value_span(entry);
        let mut source = Element::new(place, entry.key.span);
        match (main.child.and_then(|child| place.element.child(child)), main.attribute) {
            (Some(child), None) => {
                if let Some(child) = self.element(child, &entry.node, span) {
                    source.push(child);
                }
            }
            (Some(child), Some(attribute)) => {
                let mut child = Element::new(child, span);
                self.main_attribute(&mut child, attribute, &entry.node, span);
                source.push(child);
            }
            (None, Some(attribute)) => self.main_attribute(&mut source, attribute, &entry.node, span),
            (None, None) => {}
        }
        element.push(source);
    }

    fn main_attribute(&mut self, element: &mut Element, name: &str, node: &Node, span: Span) {
        if let Some(place) = element.place.element.attribute(name) {
            self.set_attribute(element, place, node, span);
        }
    }

    fn no_source(&mut self, element: &mut Element, entry: &Entry) {
        let is_bare = match &entry.node.kind {
            Kind::Mapping(entries) => entries.is_empty(),
            Kind::Scalar(scalar) => &*scalar.text == "true",
            Kind::List(_) | Kind::Refused => false,
        };
        if !is_bare {
            element.damaged = true;
            let (kind, word) = (element.place.name, &entry.key.text);
            let message = format!("`{word}` is a type of {kind} that has no source");
            self.error(
                Diagnostic::error(Code::WrongType, entry.node.anchor(), message)
                    .help(format!("write `{word}: {{}}` and the settings beside it")),
            );
        }
    }
}
