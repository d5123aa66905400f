//! XML inside a spec: `metadata`, and `xml:` for what the vocabulary does not know.

use crate::mirror::{Lowering, value_span};
use crate::tree::{Entry, Kind, Scalar};
use virtc_model::element::{Element, Raw};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, xml};

impl Lowering {
    /// The content of `metadata`: kept as it is when it is well-formed.
    pub(crate) fn raw_text(&mut self, element: &mut Element, scalar: &Scalar, span: Span) {
        if scalar.is_null() {
            element.damaged = true;
            return self.null(span, "write XML as a block of text, or take the key away");
        }
        if self.well_formed(&scalar.text, span).is_some() {
            element.raw = Some(Raw { attributes: Vec::new(), content: scalar.text.clone() });
        } else {
            element.damaged = true;
        }
    }

    /// `xml:`: a fragment of children, or `{ attributes: {…}, children: … }`.
    pub(crate) fn raw_xml(&mut self, element: &mut Element, entry: &Entry) {
        let mut raw = Raw::default();
        let before = self.diagnostics.len();
        match &entry.node.kind {
            Kind::Scalar(scalar) if scalar.is_null() => self.null(entry.key.span, "it takes XML as text"),
            Kind::Scalar(scalar) => self.raw_children(element, scalar, value_span(entry), &mut raw),
            Kind::Mapping(entries) => {
                for part in entries {
                    match (&*part.key.text, &part.node.kind) {
                        ("attributes", Kind::Mapping(attributes)) => {
                            for attribute in attributes {
                                self.raw_attribute(element, attribute, &mut raw);
                            }
                        }
                        ("children", Kind::Scalar(scalar)) => self.raw_children(element, scalar, value_span(part), &mut raw),
                        ("attributes", _) => {
                            self.error(Diagnostic::error(Code::WrongType, part.node.anchor(), "`attributes` takes a mapping"))
                        }
                        ("children", _) => {
                            self.error(Diagnostic::error(Code::WrongType, part.node.anchor(), "`children` takes XML as text"))
                        }
                        (key, _) => {
                            let diagnostic = Diagnostic::error(Code::UnknownKey, part.key.span, format!("`xml` has no `{key}`"));
                            self.error(diagnostic.help("it knows `attributes` and `children`"));
                        }
                    }
                }
            }
            Kind::List(_) | Kind::Refused => {
                let diagnostic = Diagnostic::error(Code::WrongType, entry.key.span, "`xml` takes XML as text, not a list");
                self.error(diagnostic);
            }
        }
        if self.diagnostics.len() > before {
            element.damaged = true;
            return;
        }
        let message = format!("this XML goes into `{}` unchecked", element.place.name);
        self.diagnostics.push(Diagnostic::warning(Code::RawXml, entry.key.span, message));
        element.raw = Some(raw);
    }

    fn raw_children(&mut self, element: &Element, scalar: &Scalar, span: Span, raw: &mut Raw) {
        if element.place.element.text.is_some() {
            let message = format!("`{}` holds text, so no XML can stand in it", element.place.name);
            return self.error(Diagnostic::error(Code::BadXml, span, message));
        }
        let Some(names) = self.well_formed(&scalar.text, span) else { return };
        for name in names {
            if let Some(known) = element.place.element.children.iter().find(|child| child.xml_name == name) {
                self.known(known.name, element, span);
            }
        }
        raw.content = scalar.text.clone();
    }

    fn raw_attribute(&mut self, element: &Element, entry: &Entry, raw: &mut Raw) {
        let name = &entry.key.text;
        let Some(scalar) = entry.node.scalar() else {
            return self.error(Diagnostic::error(Code::WrongType, entry.node.anchor(), format!("the attribute `{name}` takes text")));
        };
        let is_name = !name.contains([':', '"', '\'', '=', '<'])
            && &**name != "xmlns"
            && roxmltree::Document::parse(&format!("<x {name}=\"\"/>")).is_ok();
        if !is_name {
            return self.error(Diagnostic::error(
                Code::BadXml,
                entry.key.span,
                format!("`{name}` cannot be the name of an attribute here"),
            ));
        }
        if let Some(character) = xml::forbidden_character(&scalar.text) {
            let message = format!("the character U+{:04X} cannot stand in XML, not even escaped", u32::from(character));
            return self.error(Diagnostic::error(Code::BadCharacter, value_span(entry), message));
        }
        if element.place.element.attribute(name).is_some() {
            self.known(name, element, entry.key.span);
        }
        raw.attributes.push((name.clone(), scalar.text.clone()));
    }

    fn known(&mut self, name: &str, element: &Element, span: Span) {
        let diagnostic = Diagnostic::error(Code::KnownXml, span, format!("`{name}` has a key of its own in `{}`", element.place.name));
        self.error(diagnostic.help(format!("write it as `{name}:`, where it is checked")));
    }

    /// The names of the elements of a fragment, as the vocabulary spells them; `None`, and a report, when it is not well-formed.
    fn well_formed(&mut self, text: &str, span: Span) -> Option<Vec<String>> {
        const ROOT: (&str, &str) = ("<fragment>", "</fragment>");
        if let Some(character) = xml::forbidden_character(text) {
            let message = format!("the character U+{:04X} cannot stand in XML, not even escaped", u32::from(character));
            self.error(Diagnostic::error(Code::BadCharacter, span, message));
            return None;
        }
        let wrapped = format!("{}{text}{}", ROOT.0, ROOT.1);
        match xml::parse(&wrapped) {
            Ok(document) => {
                let root = document.root_element();
                // A fragment could close the wrapper and open another.
                if root.children().any(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty())) {
                    self.error(Diagnostic::error(Code::BadXml, span, "there is text between the elements of this XML"));
                    return None;
                }
                if document.root().children().count() == 1 && root.range() == (0..wrapped.len()) {
                    return Some(root.children().filter(roxmltree::Node::is_element).map(xml::known_name).collect());
                }
                self.error(Diagnostic::error(Code::BadXml, span, "this XML is not well-formed: it ends more than it begins"));
            }
            Err(_) if text.contains("<!DOCTYPE") => self.error(Diagnostic::error(Code::BadXml, span, "XML inside a spec has no DTD")),
            Err(broken) => {
                let (line, reason) = (broken.line(&wrapped), broken.reason());
                self.error(Diagnostic::error(Code::BadXml, span, format!("this XML is not well-formed: {reason} (line {line} of it)")));
            }
        }
        None
    }
}
