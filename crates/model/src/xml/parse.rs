//! The only way to roxmltree: what would cost it more than time in proportion to the text is
//! refused before.
//!
//! It compares every attribute of an element with every other, and hands the namespaces of an
//! element down to each below it that declares more.

use crate::span::{FileId, Span};
use crate::{Code, Diagnostic};
use roxmltree::{Document, ParsingOptions};

/// How many nodes a document may have.
const NODES: u32 = 1_000_000;
/// How many attributes an element may have.
const ATTRIBUTES: usize = 1_000;
/// How many declarations of namespaces a document may have.
const NAMESPACES: usize = 1_000;

/// Why a text is no document that can be read.
#[derive(Debug)]
pub struct Broken {
    reason: String,
    /// The byte that it is about.
    at: usize,
    is_large: bool,
}

/// Reads a text: no DTD, no entities.
///
/// # Errors
/// When it is no XML, or has more of something than is read.
pub fn parse(text: &str) -> Result<Document<'_>, Broken> {
    refuse_large(text)?;
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| Broken::of_parser(text, &error))?;
    refuse_empty_prefixes(&document)?;
    Ok(document)
}

/// roxmltree takes `:name` for `name`, which to others is another name.
fn refuse_empty_prefixes(document: &Document<'_>) -> Result<(), Broken> {
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let mut names = std::iter::once(node.range().start + 1).chain(node.attributes().map(|attribute| attribute.range_qname().start));
        if let Some(at) = names.find(|at| document.input_text()[*at..].starts_with(':')) {
            return Err(Broken { reason: "a name does not begin with a colon".to_owned(), at, is_large: false });
        }
    }
    Ok(())
}

impl Broken {
    fn of_parser(text: &str, error: &roxmltree::Error) -> Self {
        let position = error.pos();
        let line_start: usize = text.split_inclusive('\n').take(position.row.saturating_sub(1) as usize).map(str::len).sum();
        let line = text[line_start..].split('\n').next().unwrap_or_default();
        let column: usize = line.chars().take(position.col.saturating_sub(1) as usize).map(char::len_utf8).sum();
        let reason = error.to_string();
        let reason = reason.rsplit_once(" at ").map_or(&*reason, |(reason, _)| reason).to_owned();
        let is_large = matches!(error, roxmltree::Error::NodesLimitReached);
        Self { reason, at: (line_start + column).min(text.len()), is_large }
    }

    /// What is wrong, without its place.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The line of the text, from 1.
    pub fn line(&self, text: &str) -> usize {
        1 + text.bytes().take(self.at).filter(|byte| *byte == b'\n').count()
    }

    /// What is said of a file that is no such text.
    pub fn diagnostic(&self, text: &str, file: FileId) -> Diagnostic {
        let length = text[self.at..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(file, self.at, self.at + length);
        if self.is_large {
            return Diagnostic::error(Code::TooLarge, span, format!("this XML is refused: {}", self.reason));
        }
        Diagnostic::error(Code::XmlSyntax, span, format!("this is no XML: {}", self.reason))
    }
}

/// Counts attributes and namespaces without asking whether the text is well-formed.
fn refuse_large(text: &str) -> Result<(), Broken> {
    let refuse = |at, most, what: &str| Err(Broken { reason: format!("more than {most} {what}"), at, is_large: true });
    let mut namespaces = 0;
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let tag = &text[start..];
        let outside = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((open, close)) = outside.into_iter().find(|(open, _)| tag.starts_with(open)) {
            let Some(length) = tag[open.len()..].find(close) else { return Ok(()) };
            at = start + open.len() + length + close.len();
            continue;
        }
        let (attributes, declared, length) = counted(tag);
        namespaces += declared;
        if attributes > ATTRIBUTES {
            return refuse(start, ATTRIBUTES, "attributes in one element");
        }
        if namespaces > NAMESPACES {
            return refuse(start, NAMESPACES, "declarations of namespaces");
        }
        at = start + length;
    }
    Ok(())
}

/// How many attributes a tag has, how many of them declare namespaces, and how long it is.
fn counted(tag: &str) -> (usize, usize, usize) {
    let (mut attributes, mut namespaces, mut quote) = (0, 0, None);
    // Where the last word begins, and whether it goes on.
    let (mut word, mut goes_on) = (0, false);
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => {
                attributes += 1;
                namespaces += usize::from(tag[word..].starts_with("xmlns"));
                goes_on = false;
            }
            (None, b'>') => return (attributes, namespaces, at + 1),
            (None, byte) if byte.is_ascii_whitespace() => goes_on = false,
            (None, _) if !goes_on && tag.is_char_boundary(at) => (word, goes_on) = (at, true),
            (None, _) => {}
        }
    }
    (attributes, namespaces, tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_has_bounds() {
        let attributes = |count: usize| (0..count).map(|number| format!(" a{number}=\">\"")).collect::<String>();
        assert!(parse(&format!("<a{}/>", attributes(ATTRIBUTES))).is_ok());
        assert!(parse(&format!("<a{}/>", attributes(ATTRIBUTES + 1))).is_err_and(|broken| broken.is_large));
        let namespaces = |count: usize| (0..count).map(|number| format!("<b xmlns:n{number}='u'/>")).collect::<String>();
        assert!(parse(&format!("<a>{}</a>", namespaces(NAMESPACES))).is_ok());
        assert!(parse(&format!("<a>{}</a>", namespaces(NAMESPACES + 1))).is_err_and(|broken| broken.is_large));
        let nodes = |count: u32| format!("<a>{}</a>", "<b/>".repeat(count as usize));
        assert!(parse(&nodes(NODES - 1)).is_err_and(|broken| broken.is_large));
        assert!(parse(&nodes(NODES / 2)).is_ok());
        let commented = format!("<a><!-- <x {} --><![CDATA[<x {}]]></a>", attributes(2_000), attributes(2_000));
        assert!(parse(&commented).is_ok());
    }

    #[test]
    fn names_begin_with_no_colon() {
        for text in ["<a><:b/></a>", "<a :b='c'/>", "<:a/>"] {
            assert_eq!(parse(text).unwrap_err().at, text.find(':').unwrap());
        }
    }

    #[test]
    fn a_mistake_has_its_place() {
        let broken = parse("<a>\n é<b></a>").unwrap_err();
        assert_eq!(broken.line("<a>\n é<b></a>"), 2);
        for text in ["", "<", "<a", "<a b='", "<!--", "<![CDATA[", "<?", "<a xmlns", "é", "<a é='ü>"] {
            let broken = parse(text).unwrap_err();
            broken.diagnostic(text, FileId(0));
        }
    }
}
