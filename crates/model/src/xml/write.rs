//! XML out, in libvirt's own style: two blanks a level, single quotes.
//!
//! [`write`] makes the bytes of files. The same element goes through [`yaserde`]'s traits into
//! documents of other programs; a test keeps the two alike.

use crate::element::Element;
use crate::vocabulary::NAMESPACES;
use std::collections::BTreeSet;
use yaserde::__xml::attribute::OwnedAttribute;
use yaserde::__xml::namespace::Namespace;
use yaserde::YaSerialize;

/// The element as an XML document that ends with a line break.
pub fn write(root: &Element) -> String {
    let mut out = String::with_capacity(4096);
    let namespaces = namespaces(root);
    element(root, 0, &namespaces, &mut out);
    out
}

fn element(element: &Element, depth: usize, namespaces: &[(&str, &str)], out: &mut String) {
    let name = element.place.xml_name;
    indent(depth, out);
    out.push('<');
    out.push_str(name);
    for attribute in element.attributes() {
        write_attribute(attribute.place.name, &attribute.value.text, out);
    }
    for (prefix, uri) in namespaces {
        write_attribute(&format!("xmlns:{prefix}"), uri, out);
    }
    let raw = element.raw.as_ref();
    for (name, value) in raw.iter().flat_map(|raw| &raw.attributes) {
        write_attribute(name, value, out);
    }
    let content = raw.map_or("", |raw| raw.content.trim_end());
    if element.children().is_empty() && element.text().is_empty() && content.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push('>');
    escape(element.text(), false, out);
    if !element.children().is_empty() || !content.is_empty() {
        // What is carried along may begin with its own line break.
        if !(element.children().is_empty() && content.starts_with('\n')) {
            out.push('\n');
        }
        for child in element.children() {
            self::element(child, depth + 1, &[], out);
        }
        if !content.is_empty() {
            out.push_str(content);
            out.push('\n');
        }
        indent(depth, out);
    }
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("='");
    escape(value, true, out);
    out.push('\'');
}

/// Escapes what would end the text or be changed by a reader: line breaks and tabs of
/// attributes are white space to XML unless they are written as references.
fn escape(text: &str, attribute: bool, out: &mut String) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\'' if attribute => "&apos;",
            b'\t' if attribute => "&#9;",
            b'\n' if attribute => "&#10;",
            b'\r' => "&#13;",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(escaped);
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
}

/// The namespaces whose prefixes stand in the tree, in a fixed order.
fn namespaces(root: &Element) -> Vec<(&'static str, &'static str)> {
    let mut prefixes = BTreeSet::new();
    for child in root.children() {
        if let Some((prefix, _)) = child.place.xml_name.split_once(':') {
            prefixes.insert(prefix);
        }
    }
    NAMESPACES.into_iter().filter(|(prefix, _)| prefixes.contains(prefix)).collect()
}

/// Whether yaserde's writer would change it: it escapes neither carriage returns nor, in
/// attributes, tabs.
fn is_lost(text: &str, attribute: bool) -> bool {
    text.contains('\r') || (attribute && text.contains('\t')) || super::forbidden_character(text).is_some()
}

impl YaSerialize for Element {
    fn serialize<W: std::io::Write>(&self, writer: &mut yaserde::ser::Serializer<W>) -> yaserde::Result<()> {
        use yaserde::__xml::writer::XmlEvent;
        if self.raw.is_some() {
            return Err(yaserde::Error::custom(format!(
                "`{}` holds XML that is carried along as it is: write it with `virtc_model::xml::write`",
                self.place.name
            )));
        }
        let attributes = self.attributes().iter().map(|attribute| &*attribute.value.text);
        if let Some(text) =
            attributes.filter(|text| is_lost(text, true)).chain(Some(self.text()).filter(|text| is_lost(text, false))).next()
        {
            return Err(yaserde::Error::custom(format!("yaserde would change `{text}`: write it with `virtc_model::xml::write`")));
        }
        let namespaces = namespaces(self);
        let mut start = XmlEvent::start_element(self.place.xml_name);
        for (prefix, uri) in &namespaces {
            start = start.ns(*prefix, *uri);
        }
        for attribute in self.attributes() {
            start = start.attr(attribute.place.name, &attribute.value.text);
        }
        writer.write(start).map_err(yaserde::Error::Writer)?;
        if !self.text().is_empty() {
            writer.write(XmlEvent::characters(self.text())).map_err(yaserde::Error::Writer)?;
        }
        for child in self.children() {
            child.serialize(writer)?;
        }
        writer.write(XmlEvent::end_element()).map_err(yaserde::Error::Writer)
    }

    fn serialize_attributes(
        &self,
        mut attributes: Vec<OwnedAttribute>,
        mut namespace: Namespace,
    ) -> yaserde::Result<(Vec<OwnedAttribute>, Namespace)> {
        for attribute in self.attributes() {
            attributes
                .push(OwnedAttribute::new(yaserde::__xml::name::OwnedName::local(attribute.place.name), attribute.value.text.to_string()));
        }
        for (prefix, uri) in namespaces(self) {
            namespace.put(prefix, uri);
        }
        Ok((attributes, namespace))
    }
}
