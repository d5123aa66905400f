//! How rules look at elements: by paths such as `driver/@io`.

use super::precedent::{of_attribute, of_text};
use super::watch::Watch;
use virtc_model::element::{Element, Value, is_called};
use virtc_model::span::Span;
use virtc_model::value::Unit;
use virtc_model::vocabulary;

/// An element, seen by a rule.
///
/// A path names children from the outside in; the last part may be an attribute, with `@`. When
/// something is looked for where something was refused, the answer is open: `watch` notes that, and
/// what the rule finds is not reported. Whether a rule finds something depends on elements and values
/// alone, not on where they were written.
#[derive(Clone, Copy)]
pub struct View<'a> {
    element: &'a Element,
    watch: &'a Watch,
}

impl<'a> View<'a> {
    /// A view of `element`; `watch` notes what is looked at.
    pub fn new(element: &'a Element, watch: &'a Watch) -> Self {
        Self { element, watch }
    }

    /// The element itself, of which anything may be looked at: a rule that asks for it is run for
    /// every guest, however much they are alike.
    pub fn element(self) -> &'a Element {
        self.watch.saw_anything();
        self.element
    }

    /// What the vocabulary says of its kind.
    pub fn known(self) -> &'static vocabulary::Element {
        self.element.place.element
    }

    /// Whether both are one and the same element.
    pub fn is_same(self, other: Self) -> bool {
        std::ptr::eq(self.element, other.element)
    }

    /// Every element in it, of whatever kind.
    pub fn contents(self) -> impl Iterator<Item = Self> {
        self.element.children().iter().map(move |element| Self { element, ..self })
    }

    /// Where it was written.
    pub fn span(self) -> Span {
        self.element.span
    }

    /// Its name in the XML.
    pub fn kind(self) -> &'static str {
        self.element.place.name
    }

    /// What messages call it: "the disk `root`".
    pub fn label(self) -> String {
        let identity = ["target/@dev", "mac/@address"].iter().find_map(|path| lookup(self.element, path));
        match (self.element.name.as_deref(), identity) {
            (Some(name), _) => format!("the {} `{name}`", self.kind()),
            (None, Some(value)) => format!("the {} `{}`", self.kind(), value.text),
            (None, None) => format!("this {}", self.kind()),
        }
    }

    /// The element at `path`, the first one where several stand; itself for an empty path.
    pub fn find(self, path: &str) -> Option<Self> {
        let mut view = self;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            view = view.child(part)?;
        }
        Some(view)
    }

    /// Every element at `path`.
    pub fn all(self, path: &'static str) -> impl Iterator<Item = Self> {
        let (parents, last) = path.rsplit_once('/').map_or((None, path), |(parents, last)| (Some(parents), last));
        let parent = match parents {
            Some(parents) => self.find(parents),
            None => Some(self),
        };
        parent.into_iter().flat_map(move |parent| parent.children(last))
    }

    /// The attribute or text at `path`.
    pub fn at(self, path: &str) -> Option<&'a Value> {
        let (elements, attribute) = match path.rsplit_once('@') {
            Some((elements, attribute)) => (elements.trim_end_matches('/'), Some(attribute)),
            None => (path, None),
        };
        let owner = if elements.is_empty() { self } else { self.find(elements)? };
        match attribute {
            Some(name) => owner.attribute(name),
            None => owner.own_text(),
        }
    }

    /// The text at `path`, empty when there is none.
    pub fn text(self, path: &str) -> &'a str {
        self.at(path).map_or("", |value| &value.text)
    }

    /// Whether `path` holds exactly `word`.
    pub fn is(self, path: &str, word: &str) -> bool {
        self.at(path).is_some_and(|value| &*value.text == word)
    }

    /// Whether `path` holds one of `words`.
    pub fn is_any(self, path: &str, words: &[&str]) -> bool {
        self.at(path).is_some_and(|value| words.contains(&&*value.text))
    }

    /// Whether `path` is switched on, in either of libvirt's words.
    pub fn is_on(self, path: &str) -> bool {
        self.is_any(path, &["yes", "on"])
    }

    /// Whether `path` is switched off, in either of libvirt's words.
    pub fn is_off(self, path: &str) -> bool {
        self.is_any(path, &["no", "off"])
    }

    /// The attribute at `path`, such as `alias/@name`, of devices of which some have no such place.
    pub fn at_if_known(self, path: &str) -> Option<&'a Value> {
        let (child, attribute) = path.split_once("/@")?;
        self.known().child(child).and_then(|child| child.element.attribute(attribute))?;
        self.at(path)
    }

    /// Whether an element, or an attribute, stands at `path`.
    pub fn has(self, path: &str) -> bool {
        if path.contains('@') { self.at(path).is_some() } else { self.find(path).is_some() }
    }

    /// The number at `path`, decimal or after `0x` hexadecimal.
    pub fn number(self, path: &str) -> Option<u64> {
        number(&self.at(path)?.text)
    }

    /// The number at `path`, hexadecimal with or without `0x`.
    pub fn hex(self, path: &str) -> Option<u64> {
        let text = &self.at(path)?.text;
        u64::from_str_radix(text.strip_prefix("0x").unwrap_or(text), 16).ok()
    }

    /// The size at `path` in bytes, as its unit says.
    pub fn bytes(self, path: &str) -> Option<u64> {
        let (elements, attribute) = match path.rsplit_once('@') {
            Some((elements, attribute)) => (elements.trim_end_matches('/'), Some(attribute)),
            None => (path, None),
        };
        let owner = if elements.is_empty() { self } else { self.find(elements)? };
        let known = owner.element.place.element;
        let value_type = match attribute {
            Some(name) => &known.attribute(name)?.value,
            None => known.text.as_ref()?,
        };
        let size = value_type.size()?;
        let value = attribute.map_or_else(|| owner.own_text(), |name| owner.attribute(name))?;
        let written = size.attribute.filter(|_| !size.fixed).and_then(|name| owner.attribute(name));
        let unit = written.and_then(|unit| Unit::named(&unit.text)).unwrap_or(size.unit);
        value.text.parse::<u64>().ok()?.checked_mul(unit.bytes())
    }

    /// Where `path` was written, else this element.
    pub fn place(self, path: &str) -> Span {
        if path.contains('@') {
            return self.at(path).map_or(self.span(), |value| value.span);
        }
        let text = self.find(path).map(|found| (found.element.text.as_ref(), found.span()));
        text.map_or(self.span(), |(text, span)| text.map_or(span, |text| text.span))
    }

    fn child(self, name: &str) -> Option<Self> {
        debug_assert!(self.element.place.element.child(name).is_some(), "`{}` has no child `{name}`", self.kind());
        let child = self.element.child(name);
        self.note(child.is_some());
        child.map(|element| Self { element, ..self })
    }

    fn children(self, name: &'static str) -> impl Iterator<Item = Self> {
        self.note_children(name);
        self.element.children_of(name).map(move |element| Self { element, ..self })
    }

    /// Notes that children of that name are looked for, of which there may have been more.
    pub(super) fn note_children(self, name: &str) {
        debug_assert!(self.element.place.element.child(name).is_some(), "`{}` has no child `{name}`", self.kind());
        self.note(false);
    }

    fn attribute(self, name: &str) -> Option<&'a Value> {
        debug_assert!(self.element.place.element.attribute(name).is_some(), "`{}` has no attribute `{name}`", self.kind());
        let attribute = self.element.attributes().iter().find(|attribute| is_called(attribute.place.name, name));
        self.note(attribute.is_some());
        attribute.map(|attribute| {
            self.watch.saw(of_attribute(attribute.place));
            &attribute.value
        })
    }

    fn own_text(self) -> Option<&'a Value> {
        debug_assert!(self.element.place.element.text.is_some(), "`{}` has no text", self.kind());
        self.note(self.element.text.is_some());
        self.watch.saw(of_text(self.element));
        self.element.text.as_ref()
    }

    /// An answer that might be another, had nothing been refused here.
    fn note(self, is_sure: bool) {
        self.watch.look();
        if !is_sure && (self.element.damaged || self.element.raw.is_some()) {
            self.watch.doubt();
        }
    }
}

/// A number as libvirt reads it, decimal or after `0x` hexadecimal.
pub(super) fn number(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// The attribute at `child/@attribute`, where there may be no such place.
fn lookup<'a>(element: &'a Element, path: &str) -> Option<&'a Value> {
    let (child, attribute) = path.split_once("/@")?;
    element.child_attribute(child, attribute)
}
