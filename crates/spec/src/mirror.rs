//! The mirror: nodes become elements of the vocabulary.
//!
//! A key is libvirt's own name of an attribute or element. Short forms are expanded on the
//! way; a short form beside what it stands for is an error that shows both places.

use crate::device::type_words;
use crate::source::Notation;
use crate::tree::{Entry, Kind, Node, Scalar};
use virtc_model::diagnostic::Fix;
use virtc_model::element::{Element, Value};
use virtc_model::nearest::nearest;
use virtc_model::span::Span;
use virtc_model::value::{Grammar, SizeType, ValueType};
use virtc_model::vocabulary::{Attribute, Child, Scalar as Stands};
use virtc_model::{Code, Diagnostic, Diagnostics, Severity};

/// The lowering of one domain: what it found wrong so far.
pub struct Lowering {
    pub(crate) diagnostics: Diagnostics,
    pub(crate) notation: Notation,
    /// What the domain is called.
    pub(crate) domain: Box<str>,
    /// The unit attribute that stands in the mapping that is being read, and what it says.
    pub(crate) unit: Option<(&'static str, Box<str>)>,
}

/// The short key of a device's type that its mapping holds, and the mirror's `source`.
#[derive(Default)]
pub(crate) struct Sources {
    pub(crate) short: Option<(Box<str>, Span)>,
    pub(crate) mirror: Option<Span>,
}

impl Lowering {
    pub(crate) fn new(diagnostics: Diagnostics, notation: Notation, domain: &str) -> Self {
        Self { diagnostics, notation, domain: domain.into(), unit: None }
    }

    pub(crate) fn error(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The element that a node in its place stands for; `None` when it is refused.
    pub(crate) fn element(&mut self, place: &'static Child, node: &Node, span: Span) -> Option<Element> {
        let mut element = Element::new(place, span);
        match &node.kind {
            Kind::Mapping(entries) if !entries.is_empty() && element.place.element.text.as_ref().is_some_and(is_xml) => {
                let message = format!("`{}` takes XML as a block of text, not a mapping", place.name);
                self.error(Diagnostic::error(Code::WrongType, span, message));
                return None;
            }
            Kind::Mapping(entries) => self.mapping(&mut element, entries.iter()),
            Kind::Scalar(scalar) => {
                let scalar_span = if node.span.start == node.span.end { span } else { node.span };
                if !self.scalar_element(&mut element, scalar, scalar_span) {
                    return None;
                }
            }
            Kind::List(_) => {
                let message = if place.repeats() {
                    format!("each `{}` is a mapping or a scalar, not a list", place.name)
                } else {
                    format!("`{}` stands at most once, so it cannot be a list", place.name)
                };
                self.error(Diagnostic::error(Code::WrongType, span, message));
                return None;
            }
            Kind::Refused => return None,
        }
        Some(element)
    }

    pub(crate) fn mapping<'e>(&mut self, element: &mut Element, entries: impl Iterator<Item = &'e Entry> + Clone) {
        let mut sources = Sources::default();
        let unit = unit_beside(element, entries.clone());
        for entry in entries {
            self.unit.clone_from(&unit);
            self.entry(element, entry, &mut sources);
        }
    }

    fn entry(&mut self, element: &mut Element, entry: &Entry, sources: &mut Sources) {
        let known = element.place.element;
        let key = &*entry.key.text;
        if matches!(entry.node.kind, Kind::Refused) {
            element.damaged = true;
            return;
        }
        match (known.attribute(key), known.child(key)) {
            (Some(attribute), Some(child)) => self.attribute_or_child(element, attribute, child, entry),
            (Some(attribute), None) => self.attribute(element, attribute, entry),
            (None, Some(child)) => {
                if key == "source" {
                    sources.mirror = Some(entry.key.span);
                    if self.refuse_second_source(sources, entry.key.span) {
                        element.damaged = true;
                        return;
                    }
                }
                self.child(element, child, entry);
            }
            (None, None) if key == "value" && known.text.is_some() => self.value(element, entry),
            (None, None) if key == "xml" => self.raw_xml(element, entry),
            (None, None) => {
                if let Some(short) = known.short(key) {
                    self.short(element, short, entry);
                } else if !self.source_short(element, entry, sources) {
                    self.unknown_key(element, entry);
                }
            }
        }
    }

    fn attribute(&mut self, element: &mut Element, place: &'static Attribute, entry: &Entry) {
        // The unit of a size that is converted is read with the size.
        let is_read = |size: &SizeType| size.fixed && size.attribute == Some(place.name);
        if self.unit.is_some() && sizes(element).any(is_read) {
            return;
        }
        self.set_attribute(element, place, &entry.node, value_span(entry));
    }

    /// The text of an element beside its attributes and children.
    fn value(&mut self, element: &mut Element, entry: &Entry) {
        let Some(scalar) = entry.node.scalar() else {
            let what = element.place.element.text.as_ref().map_or_else(String::new, |text| text.describe());
            let message = format!("the `value` of `{}` is {what}, not {}", element.place.name, entry.node.describe());
            return self.error(Diagnostic::error(Code::WrongType, entry.node.anchor(), message));
        };
        self.set_text(element, scalar, value_span(entry));
    }

    /// An attribute and a child of one name: a scalar is the attribute; in the mapping, or in
    /// the first mapping of a list, it is `value`.
    fn attribute_or_child(&mut self, element: &mut Element, attribute: &'static Attribute, child: &'static Child, entry: &Entry) {
        let items = match &entry.node.kind {
            Kind::Scalar(_) | Kind::Refused => return self.attribute(element, attribute, entry),
            Kind::Mapping(_) => std::slice::from_ref(&entry.node),
            Kind::List(_) if !child.repeats() => return self.child(element, child, entry),
            Kind::List(items) => items.as_slice(),
        };
        let mut children = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let mut item = item.clone();
            let mut only_value = false;
            if let (0, Kind::Mapping(entries)) = (at, &mut item.kind)
                && let Some(value) = entries.iter().position(|entry| &*entry.key.text == "value")
            {
                let value = entries.remove(value);
                self.attribute(element, attribute, &value);
                only_value = entries.is_empty();
            }
            if !only_value {
                children.extend(self.element(child, &item, entry.key.span));
            }
        }
        element.extend(children);
    }

    fn child(&mut self, element: &mut Element, place: &'static Child, entry: &Entry) {
        if element.place.name == "devices" && place.repeats() {
            return self.devices(element, place, entry);
        }
        if let (Kind::List(items), true) = (&entry.node.kind, place.repeats()) {
            return element.extend(items.iter().filter_map(|item| self.element(place, item, item.anchor())));
        }
        let before = self.diagnostics.len();
        match self.element(place, &entry.node, entry.key.span) {
            Some(child) => self.add(element, child),
            None => element.damaged |= self.diagnostics.len() > before,
        }
    }

    /// Adds a child, or merges it into the one that a short form has made.
    fn add(&mut self, element: &mut Element, child: Element) {
        let existing = if child.place.repeats() { None } else { element.child_mut(child.place.name) };
        let Some(existing) = existing else {
            element.push(child);
            return;
        };
        for attribute in child.attributes() {
            self.set(existing, attribute.place, attribute.value.clone());
        }
        existing.damaged |= child.damaged;
        existing.raw = existing.raw.take().or(child.raw.clone());
        match (&existing.text, &child.text) {
            (Some(text), Some(other)) => {
                let diagnostic = Diagnostic::error(Code::ShortFormConflict, other.span, format!("`{}` is written twice", child.place.name));
                let diagnostic = diagnostic.label("again").related(text.span, "first here");
                self.error(diagnostic);
            }
            (None, Some(_)) => existing.text = child.text.clone(),
            _ => {}
        }
        for grandchild in child.children() {
            self.add(existing, grandchild.clone());
        }
    }

    /// What a scalar in the place of an element means. `false`: it was refused.
    fn scalar_element(&mut self, element: &mut Element, scalar: &Scalar, span: Span) -> bool {
        let known = element.place.element;
        if let Some(text) = &known.text {
            if is_xml(text) {
                self.raw_text(element, scalar, span);
            } else {
                self.set_text(element, scalar, span);
            }
            return true;
        }
        let boolean = match &*scalar.text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        if let (Some(_), Some(switch)) = (boolean, known.switch()) {
            self.set_from_scalar(element, switch, scalar, span);
            return true;
        }
        if scalar.is_null() {
            self.null(span, if known.may_be_empty() { "write `{}` for the bare element" } else { "write what stands in it" });
            return false;
        }
        let attribute = match known.scalar {
            Some(Stands::Attribute(name)) => known.attribute(name),
            _ => None,
        };
        let takes_it = attribute.is_some_and(|place| place.value.check(&scalar.text).is_ok());
        match (known.scalar, boolean) {
            (_, Some(present)) if known.may_be_empty() && !takes_it => {
                element.absent = !present;
                true
            }
            (Some(Stands::Attribute(_)), _) => {
                if let Some(place) = attribute {
                    self.set_from_scalar(element, place, scalar, span);
                }
                true
            }
            (Some(Stands::PciAddress), _) => {
                self.set_pci_address(element, scalar, span);
                true
            }
            (None, Some(false)) => {
                element.absent = true;
                true
            }
            (None, _) => {
                self.scalar_for_mapping(element, scalar, span);
                false
            }
        }
    }

    fn set_from_scalar(&mut self, element: &mut Element, place: &'static Attribute, scalar: &Scalar, span: Span) {
        self.set_attribute(element, place, &Node { span, kind: Kind::Scalar(scalar.clone()) }, span);
    }

    fn scalar_for_mapping(&mut self, element: &Element, scalar: &Scalar, span: Span) {
        let known = element.place.element;
        let name = element.place.name;
        let main = known.child("source").map_or(&[][..], |source| source.main);
        let keys = if main.is_empty() { quoted(known.keys()) } else { quoted(main.iter().map(|main| main.type_word)) };
        let (message, help) = if keys.is_empty() || known.switch().is_some() {
            (format!("`{name}` is `true` or `false`, not `{}`", scalar.text), None)
        } else if main.is_empty() {
            (
                format!("`{name}` takes a mapping, not `{}`", scalar.text),
                Some(if keys.len() == 1 { format!("its key is {}", list(&keys)) } else { format!("its keys are {}", list(&keys)) }),
            )
        } else {
            let help = format!("say what it is with a key such as {}", list(&keys));
            (format!("`{name}` takes a mapping, not `{}`", scalar.text), Some(help))
        };
        self.error(Diagnostic { help, ..Diagnostic::error(Code::WrongType, span, message) });
    }

    fn unknown_key(&mut self, element: &mut Element, entry: &Entry) {
        let known = element.place.element;
        let key = &*entry.key.text;
        let owner = element.place.name;
        element.damaged = true;
        if owner == "domain"
            && self.notation == Notation::Toml
            && matches!(entry.node.kind, Kind::Mapping(_))
            && !key.contains(':')
            && nearest(key, known.keys()).is_none()
            && belongs_under(known, key).is_empty()
        {
            return self.error(crate::document::dotted_name(&self.domain, entry));
        }
        let mut diagnostic = Diagnostic::error(Code::UnknownKey, entry.key.span, format!("`{owner}` has no `{key}`"));
        // What would help is not heard of one that is only counted.
        if !self.diagnostics.has_room(Severity::Error) {
            return self.error(diagnostic);
        }
        let inside = belongs_under(known, key);
        if let Some(near) = nearest(key, known.keys().chain(type_words(element.place))) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            let names: Vec<&str> = known.keys().chain(type_words(element.place)).collect();
            diagnostic.fix = Fix::misspelt(entry.key.span, key, names);
        } else if !inside.is_empty() {
            diagnostic = diagnostic.help(format!("`{key}` belongs under {}", inside.join(" or ")));
        } else {
            let keys = quoted(known.keys());
            diagnostic = match keys.len() {
                0 => diagnostic.help(format!("nothing stands in `{owner}`")),
                1..=16 => diagnostic.help(format!("it knows {}", list(&keys))),
                _ => diagnostic,
            };
        }
        self.error(diagnostic);
    }

    /// Adds an attribute of a constant, as a short form writes it.
    pub(crate) fn set_constant(&mut self, element: &mut Element, name: &str, text: &str, span: Span) {
        if let Some(place) = element.place.element.attribute(name) {
            self.set(element, place, Value::new(text, span));
        }
    }
}

/// The place of an entry's scalar; that of its key when it has none.
pub(crate) fn value_span(entry: &Entry) -> Span {
    let is_written = entry.node.span.start < entry.node.span.end;
    if is_written && entry.node.scalar().is_some() { entry.node.span } else { entry.key.span }
}

fn is_xml(text: &ValueType) -> bool {
    text.grammars.contains(&Grammar::Xml)
}

/// The sizes that the element holds.
fn sizes(element: &Element) -> impl Iterator<Item = &'static SizeType> + use<> {
    let known = element.place.element;
    known.text.iter().chain(known.attributes.iter().map(|attribute| &attribute.value)).filter_map(ValueType::size)
}

/// The unit attribute of the element's size, when the mapping holds it.
fn unit_beside<'e>(element: &Element, mut entries: impl Iterator<Item = &'e Entry>) -> Option<(&'static str, Box<str>)> {
    let unit = sizes(element).find_map(|size| size.attribute)?;
    let entry = entries.find(|entry| &*entry.key.text == unit)?;
    Some((unit, entry.node.scalar()?.text.clone()))
}

/// The children that know the key.
fn belongs_under(known: &virtc_model::vocabulary::Element, key: &str) -> Vec<String> {
    let knows = |child: &&Child| child.element.keys().any(|known| known == key);
    known.children.iter().filter(knows).map(|child| format!("`{}`", child.name)).collect()
}

/// The keys in backquotes, each once.
fn quoted(keys: impl Iterator<Item = &'static str>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for key in keys.map(|key| format!("`{key}`")) {
        if !words.contains(&key) {
            words.push(key);
        }
    }
    words
}

fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
