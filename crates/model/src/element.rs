//! A domain as a tree of elements, each in its place in the vocabulary and each with the
//! place in a source file where it was written.

use crate::span::Span;
use crate::vocabulary;

/// An element: its attributes, text and children.
///
/// Attributes and children are kept in the order of the vocabulary, which is the order of
/// the XML; children of one name keep the order in which they were added.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its place in the vocabulary.
    pub place: &'static vocabulary::Child,
    /// Where it was written.
    pub span: Span,
    /// The name by which a spec refers to it (devices only). Not part of the XML.
    pub name: Option<Box<str>>,
    /// Its text.
    pub text: Option<Value>,
    /// XML that is carried along as it was written.
    pub raw: Option<Raw>,
    /// Whether something in it was refused, so that nothing more can be said about it.
    pub damaged: bool,
    /// Whether it says that there is no such element, against layers below. Not part of the XML.
    pub absent: bool,
    /// Whether a layer below the domain itself brought it (devices only).
    pub inherited: bool,
    /// Whether its name is its number in a list (devices only).
    pub numbered: bool,
    attributes: Vec<Attribute>,
    children: Vec<Element>,
}

/// An attribute and its value.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its place in the vocabulary.
    pub place: &'static vocabulary::Attribute,
    /// What it holds.
    pub value: Value,
}

/// A text and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The text, as libvirt reads it.
    pub text: Box<str>,
    /// Where it was written, or what it was made for.
    pub span: Span,
    /// Whether nobody wrote it: it was made for what stands at that place.
    pub derived: bool,
}

/// XML that the vocabulary does not describe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw {
    /// Attributes and the values they have.
    pub attributes: Vec<(Box<str>, Box<str>)>,
    /// Well-formed content, with the namespace declarations that it needs.
    pub content: Box<str>,
}

impl Value {
    /// A value written at `span`.
    pub fn new(text: impl Into<Box<str>>, span: Span) -> Self {
        Self { text: text.into(), span, derived: false }
    }

    /// A value that nobody wrote, made for what stands at `span`.
    pub fn derived(text: impl Into<Box<str>>, span: Span) -> Self {
        Self { derived: true, ..Self::new(text, span) }
    }
}

impl Element {
    /// A bare element, written at `span`.
    pub fn new(place: &'static vocabulary::Child, span: Span) -> Self {
        Self {
            place,
            span,
            name: None,
            text: None,
            raw: None,
            damaged: false,
            absent: false,
            inherited: false,
            numbered: false,
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Its attributes, in the order of the XML.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Its children, in the order of the XML.
    pub fn children(&self) -> &[Element] {
        &self.children
    }

    /// Calls `change` with every value in it and below, and whether it is a secret.
    pub fn change_values(&mut self, change: &mut dyn FnMut(&mut Value, bool)) {
        for attribute in &mut self.attributes {
            change(&mut attribute.value, attribute.place.secret);
        }
        if let Some(text) = &mut self.text {
            change(text, self.place.element.secret);
        }
        self.children.iter_mut().for_each(|child| child.change_values(change));
    }

    /// Its children, to be changed in place.
    pub fn children_mut(&mut self) -> &mut [Element] {
        &mut self.children
    }

    /// The value of the attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.iter().find(|attribute| is_called(attribute.place.name, name)).map(|attribute| &attribute.value)
    }

    /// The same, to be changed in place.
    pub fn attribute_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.attributes.iter_mut().find(|attribute| is_called(attribute.place.name, name)).map(|attribute| &mut attribute.value)
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| is_called(child.place.name, name))
    }

    /// The first child of that name, to be changed.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.children.iter_mut().find(|child| child.place.name == name)
    }

    /// Every child of that name.
    pub fn children_of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| is_called(child.place.name, name))
    }

    /// The attribute of a child: `target/@dev`.
    pub fn child_attribute(&self, child: &str, attribute: &str) -> Option<&Value> {
        self.child(child)?.attribute(attribute)
    }

    /// The text, or the empty text.
    pub fn text(&self) -> &str {
        self.text.as_ref().map_or("", |value| &value.text)
    }

    /// Sets an attribute. What it held before comes back, and stays.
    ///
    /// # Errors
    /// When the attribute is set already: the value that it has.
    pub fn set(&mut self, place: &'static vocabulary::Attribute, value: Value) -> Result<(), &Value> {
        let at = self.attributes.partition_point(|attribute| attribute.place.order < place.order);
        if self.attributes.get(at).is_some_and(|attribute| attribute.place.order == place.order) {
            return Err(&self.attributes[at].value);
        }
        self.attributes.insert(at, Attribute { place, value });
        Ok(())
    }

    /// Adds a child after those of its kind.
    pub fn push(&mut self, child: Element) -> &mut Element {
        let at = self.children.partition_point(|other| other.place.order <= child.place.order);
        self.children.insert(at, child);
        &mut self.children[at]
    }

    /// Adds children, each after those of its kind: one by one, those that belong before others would
    /// move them each time.
    pub fn extend(&mut self, children: impl IntoIterator<Item = Element>) {
        self.children.extend(children);
        self.children.sort_by_key(|child| child.place.order);
    }

    /// The child of that name, added as a bare element when there is none. `None` when the
    /// vocabulary knows no such child.
    pub fn child_or_new(&mut self, name: &str, span: Span) -> Option<&mut Element> {
        if self.child(name).is_none() {
            let place = self.place.element.child(name)?;
            self.push(Element::new(place, span));
        }
        self.child_mut(name)
    }

    /// Whether nothing stands in it.
    pub fn is_bare(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty() && self.text.is_none() && self.raw.is_none()
    }

    /// Sets an attribute whatever it held before.
    pub fn replace(&mut self, place: &'static vocabulary::Attribute, value: Value) {
        self.remove_attribute(place.name);
        let _now_absent = self.set(place, value);
    }

    /// Takes an attribute away.
    pub fn remove_attribute(&mut self, name: &str) {
        self.attributes.retain(|attribute| attribute.place.name != name);
    }

    /// Takes every child of that name away.
    pub fn remove_children(&mut self, name: &str) {
        self.children.retain(|child| child.place.name != name);
    }

    /// Keeps the children that fit.
    pub fn retain_children(&mut self, fits: impl FnMut(&Element) -> bool) {
        self.children.retain(fits);
    }

    /// Sets an attribute by its name, when the vocabulary knows it and it is not set yet.
    pub fn set_if_absent(&mut self, name: &str, value: Value) {
        if let Some(place) = self.place.element.attribute(name) {
            let _kept = self.set(place, value);
        }
    }
}

/// Whether a name of the vocabulary is the one that is looked for: most differ in length or in their
/// first letter, and rules look for very many.
pub fn is_called(known: &str, name: &str) -> bool {
    known.len() == name.len() && known.as_bytes().first() == name.as_bytes().first() && known == name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;
    use crate::vocabulary::DOMAIN;

    #[test]
    fn children_and_attributes_stand_in_the_order_of_the_xml() {
        let span = Span::new(FileId(0), 0, 0);
        let mut domain = Element::new(&DOMAIN, span);
        for name in ["devices", "name", "os", "memory"] {
            domain.child_or_new(name, span).unwrap();
        }
        let names: Vec<&str> = domain.children().iter().map(|child| child.place.name).collect();
        assert_eq!(names, ["name", "memory", "os", "devices"]);
        let kind = DOMAIN.element.attribute("type").unwrap();
        assert!(domain.set(kind, Value::new("kvm", span)).is_ok());
        assert_eq!(&*domain.set(kind, Value::new("qemu", span)).unwrap_err().text, "kvm");
    }
}
