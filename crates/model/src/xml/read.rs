//! Domain XML in, by roxmltree: exact places, no DTD, no entities.
//!
//! What the vocabulary does not know is an error, or, when wanted, kept as XML.

use crate::diagnostic::Fix;
use crate::element::{Element, Raw, Value};
use crate::nearest::nearest;
use crate::span::{FileId, Span};
use crate::value::{Grammar, ValueType};
use crate::vocabulary::{Child, DOMAIN, NAMESPACES};
use crate::{Code, Diagnostic, Diagnostics, Severity};
use roxmltree::Node;
use std::collections::HashSet;

/// How deep a document may be nested.
const DEPTH: usize = 128;

/// What to do with what the vocabulary does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// It is an error.
    Refuse,
    /// It is kept as it is, with a warning.
    Keep,
}

/// What a document says.
#[derive(Debug)]
pub struct Read {
    /// The domain.
    pub domain: Element,
    /// Its comments, and where they stand.
    pub comments: Vec<(Span, Box<str>)>,
}

/// Reads a document; `file` is what its places refer to. `None` when it is no domain; what is
/// wrong is reported.
pub fn read(text: &str, file: FileId, unknown: Unknown, diagnostics: &mut Diagnostics) -> Option<Read> {
    let document = match super::parse(text) {
        Ok(document) => document,
        Err(broken) => {
            diagnostics.push(broken.diagnostic(text, file));
            return None;
        }
    };
    let mut reader = Reader { text, file, unknown, diagnostics, comments: Vec::new() };
    let root = document.root_element();
    if root.tag_name().name() != "domain" || root.tag_name().namespace().is_some() {
        let what = match root.tag_name().namespace() {
            Some(uri) => format!("a `{}` in the namespace `{uri}`", root.tag_name().name()),
            None => format!("a `{}`", root.tag_name().name()),
        };
        let message = format!("this is XML of {what}, not of a domain");
        reader.diagnostics.push(Diagnostic::error(Code::WrongType, reader.name_span(root), message));
        return None;
    }
    for comment in document.root().children().filter(Node::is_comment) {
        let span = reader.span(&comment.range());
        reader.comments.push((span, comment.text().unwrap_or_default().trim().into()));
    }
    let domain = reader.element(root, &DOMAIN, 0);
    Some(Read { domain, comments: reader.comments })
}

struct Reader<'a> {
    text: &'a str,
    file: FileId,
    unknown: Unknown,
    diagnostics: &'a mut Diagnostics,
    comments: Vec<(Span, Box<str>)>,
}

impl Reader<'_> {
    fn element(&mut self, node: Node<'_, '_>, place: &'static Child, depth: usize) -> Element {
        let mut element = Element::new(place, self.name_span(node));
        if depth > DEPTH {
            let message = format!("this is nested more than {DEPTH} deep");
            self.diagnostics.push(Diagnostic::error(Code::TooLarge, element.span, message));
            element.damaged = true;
            return element;
        }
        self.attributes(node, &mut element);
        if holds_xml(&element) {
            self.refuse_text(node, &mut element);
            element.raw = Some(Raw { content: self.content(node).into(), ..Raw::default() });
            return element;
        }
        self.text(node, &mut element);
        let (mut many, mut unknown) = (Vec::new(), Vec::new());
        for child in node.children() {
            if child.is_comment() {
                let span = self.span(&child.range());
                self.comments.push((span, child.text().unwrap_or_default().trim().into()));
            } else if child.is_element() {
                self.child(child, &mut element, &mut many, &mut unknown, depth);
            }
        }
        element.extend(many);
        if !unknown.is_empty() {
            element.raw.get_or_insert_default().content = unknown.join("\n").into();
        }
        element
    }

    /// Reads a child; one of those that there may be `many` of is not added yet.
    fn child(&mut self, node: Node<'_, '_>, parent: &mut Element, many: &mut Vec<Element>, unknown: &mut Vec<String>, depth: usize) {
        let name = known_name(node);
        let Some(place) = parent.place.element.children.iter().find(|child| child.xml_name == name) else {
            return self.unknown_child(node, &name, parent, unknown);
        };
        let child = self.element(node, place, depth + 1);
        let span = child.span;
        if place.repeats() {
            return many.push(child);
        }
        match parent.child(place.name) {
            Some(earlier) => {
                let message = format!("`{name}` stands twice in `{}`", parent.place.name);
                let diagnostic = Diagnostic::error(Code::DuplicateKey, span, message).label("again");
                self.diagnostics.push(diagnostic.related(earlier.span, "first here").help("libvirt takes one of them and drops the other"));
            }
            None => {
                parent.push(child);
            }
        }
    }

    fn attributes(&mut self, node: Node<'_, '_>, element: &mut Element) {
        for attribute in node.attributes() {
            let name = attribute.name();
            let range = attribute.range_qname();
            let known = element.place.element.attribute(name).filter(|_| attribute.namespace().is_none());
            let Some(place) = known else {
                self.unknown_attribute(node, &attribute, element);
                continue;
            };
            let range = if attribute.value().is_empty() { range } else { attribute.range_value() };
            let span = self.span(&range);
            match self.checked(&place.value, attribute.value(), span, place.secret) {
                Some(text) => {
                    let _once = element.set(place, Value::new(text, span));
                }
                None => element.damaged = true,
            }
        }
    }

    fn text(&mut self, node: Node<'_, '_>, element: &mut Element) {
        let parts = || node.children().filter(Node::is_text);
        let written: String = parts().filter_map(|part| part.text()).collect();
        let span =
            parts().find(|part| part.text().is_some_and(|text| !text.trim().is_empty())).map_or(element.span, |part| self.trimmed(part));
        match &element.place.element.text {
            Some(value_type) => {
                let has_children = node.children().any(|child| child.is_element());
                let is_line = value_type.grammars.contains(&Grammar::Line) && !written.contains('\n');
                let is_kept = is_line || value_type.is_free_text() || value_type.grammars.contains(&Grammar::Serial);
                let trimmed = written.trim();
                let needs_blanks = value_type.check(trimmed).is_err() && value_type.check(&written).is_ok();
                let text = if (is_kept && !has_children) || needs_blanks { &*written } else { trimmed };
                if text.is_empty() && value_type.check("").is_err() {
                    return;
                }
                if text.is_empty() && (has_children || !value_type.is_free_text()) {
                    return;
                }
                match self.checked(value_type, text, span, element.place.element.secret) {
                    Some(text) => element.text = Some(Value::new(text, span)),
                    None => element.damaged = true,
                }
            }
            None if written.trim().is_empty() => {}
            None => {
                let message = format!("`{}` holds no text", element.place.name);
                self.diagnostics.push(Diagnostic::error(Code::WrongType, span, message));
                element.damaged = true;
            }
        }
    }

    fn checked(&mut self, value_type: &ValueType, text: &str, span: Span, secret: bool) -> Option<Box<str>> {
        let is_word = value_type.has_word(text);
        let text = if is_word || value_type.is_free_text() { text } else { trimmed_number(value_type, text) };
        // `true` is a word of specs; libvirt does not read it for yes or on.
        let complaint = match value_type.check(text) {
            Ok(read) if read == text => return Some(text.into()),
            Ok(_) => value_type.refuse(text),
            Err(complaint) => complaint,
        };
        let complaint = if secret { complaint.without(text) } else { complaint };
        self.diagnostics.push(complaint.at(span));
        None
    }

    fn unknown_child(&mut self, node: Node<'_, '_>, name: &str, parent: &mut Element, unknown: &mut Vec<String>) {
        let span = self.name_span(node);
        // Beside a text there is no place for XML in a spec.
        if self.unknown == Unknown::Keep && parent.place.element.text.is_none() {
            unknown.push(self.declared(node));
            return self.keep(span, name, parent);
        }
        parent.damaged = true;
        let known = parent.place.element.children.iter().map(|child| child.name);
        let help = parent.place.element.attribute(name).map(|_| format!("`{name}` is an attribute of `{}`", parent.place.name));
        self.refuse(span, format!("`{}` has no element `{name}`", parent.place.name), name, known, help);
    }

    fn unknown_attribute(&mut self, node: Node<'_, '_>, attribute: &roxmltree::Attribute<'_, '_>, element: &mut Element) {
        let span = self.span(&attribute.range_qname());
        let name = &self.text[attribute.range_qname()];
        if self.unknown == Unknown::Keep && attribute.namespace().is_none() && !holds_xml(element) {
            element.raw.get_or_insert_default().attributes.push((name.into(), attribute.value().into()));
            return self.keep(span, name, element);
        }
        element.damaged = true;
        let known = element.place.element.attributes.iter().map(|attribute| attribute.name);
        let help = element.place.element.child(name).map(|_| format!("`{name}` is an element inside `{}`", node.tag_name().name()));
        self.refuse(span, format!("`{}` has no attribute `{name}`", element.place.name), name, known, help);
    }

    /// Reports a name that is none of the `known` ones; `help` is for what is like none of them.
    fn refuse(&mut self, span: Span, message: String, name: &str, known: impl Iterator<Item = &'static str> + Clone, help: Option<String>) {
        // Of errors that are only counted nobody hears what would help.
        let is_heard = self.diagnostics.has_room(Severity::Error);
        let known = known.filter(|_| is_heard);
        let help = nearest(name, known.clone()).map(|near| format!("did you mean `{near}`?")).or(help);
        let fix = Fix::misspelt(span, name, known);
        self.diagnostics.push(Diagnostic { help, fix, ..Diagnostic::error(Code::UnknownKey, span, message) });
    }

    fn keep(&mut self, span: Span, name: &str, owner: &Element) {
        let message = format!("`{name}` is not known in `{}` and is kept as XML", owner.place.name);
        self.diagnostics.push(Diagnostic::warning(Code::RawXml, span, message));
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// The name in the start tag.
    fn name_span(&self, node: Node<'_, '_>) -> Span {
        let start = node.range().start + 1;
        let length = self.text[start..].find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or_default();
        Span::new(self.file, start, start + length)
    }

    /// A text without the white space around it.
    fn trimmed(&self, node: Node<'_, '_>) -> Span {
        let range = node.range();
        let text = &self.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        Span::new(self.file, start, start + text.trim().len())
    }

    /// What stands between the tags, with the namespace declarations that it needs.
    fn content(&self, node: Node<'_, '_>) -> String {
        let (Some(first), Some(last)) = (node.first_child(), node.last_child()) else { return String::new() };
        let mut content = String::new();
        let mut at = first.range().start;
        for child in node.children().filter(Node::is_element) {
            content.push_str(&self.text[at..child.range().start]);
            content.push_str(&self.declared(child));
            at = child.range().end;
        }
        content.push_str(&self.text[at..last.range().end]);
        content
    }

    /// Where any XML may stand, there are elements and no text between them.
    fn refuse_text(&mut self, node: Node<'_, '_>, element: &mut Element) {
        let is_written = |part: &Node<'_, '_>| part.is_text() && part.text().is_some_and(|text| !text.trim().is_empty());
        if let Some(part) = node.children().find(is_written) {
            let message = format!("there is text between the elements of `{}`", element.place.name);
            self.diagnostics.push(Diagnostic::error(Code::BadXml, self.trimmed(part), message));
            element.damaged = true;
        }
    }

    /// An element as it is written, with the declarations that stand further out.
    fn declared(&self, node: Node<'_, '_>) -> String {
        let text = &self.text[node.range()];
        let tag_end = 1 + text[1..].find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or_default();
        let own = declarations_of(&text[tag_end..]);
        let used: HashSet<&str> = node.descendants().filter(Node::is_element).flat_map(|node| self.prefixes(node)).collect();
        let mut declarations = String::new();
        for namespace in node.namespaces() {
            let Some(prefix) = namespace.name().filter(|prefix| used.contains(prefix) && !own.contains(prefix)) else { continue };
            let uri = namespace.uri().replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
            declarations.push_str(&format!(" xmlns:{prefix}=\"{uri}\""));
        }
        format!("{}{declarations}{}", &text[..tag_end], &text[tag_end..])
    }

    /// The prefixes of an element's name and of its attributes.
    fn prefixes(&self, node: Node<'_, '_>) -> Vec<&str> {
        let name = self.name_span(node);
        let ranges =
            std::iter::once(name.start as usize..name.end as usize).chain(node.attributes().map(|attribute| attribute.range_qname()));
        ranges.filter_map(|range| Some(self.text[range].split_once(':')?.0)).filter(|prefix| *prefix != "xml").collect()
    }
}

/// The prefixes that a start tag declares, read from behind its name.
fn declarations_of(mut tag: &str) -> Vec<&str> {
    let mut prefixes = Vec::new();
    loop {
        tag = tag.trim_start();
        let Some((name, rest)) = tag.split_once('=').filter(|_| !tag.starts_with(['>', '/'])) else { return prefixes };
        let value = rest.trim_start();
        let Some(quote) = value.chars().next() else { return prefixes };
        prefixes.extend(name.trim_end().strip_prefix("xmlns:"));
        let Some((_, after)) = value[quote.len_utf8()..].split_once(quote) else { return prefixes };
        tag = after;
    }
}

/// The name as the vocabulary spells it: with our prefix for the namespace.
pub fn known_name(node: Node<'_, '_>) -> String {
    let name = node.tag_name();
    match name.namespace() {
        None => name.name().to_owned(),
        Some(uri) => match NAMESPACES.iter().find(|(_, known)| *known == uri) {
            Some((prefix, _)) => format!("{prefix}:{}", name.name()),
            None => format!("{{{uri}}}{}", name.name()),
        },
    }
}

/// Whether what stands in it is any XML.
fn holds_xml(element: &Element) -> bool {
    element.place.element.text.as_ref().is_some_and(|text| text.grammars.contains(&Grammar::Xml))
}

/// White space around anything but free text means nothing.
fn trimmed_number<'t>(value_type: &ValueType, text: &'t str) -> &'t str {
    let trimmed = text.trim();
    if trimmed.len() < text.len() && value_type.check(text).is_err() { trimmed } else { text }
}
