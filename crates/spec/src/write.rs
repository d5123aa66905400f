//! The writers: nodes become text that every reader of the notation takes for the same.

mod toml;
mod yaml;

use crate::source::Notation;
use crate::tree::{Entry, Kind, Node, Scalar};
use std::collections::BTreeMap;
use virtc_model::span::Span;

/// How wide a line may be that holds a whole mapping.
const WIDTH: usize = 100;

/// A spec: domains by name, with the comments of each.
#[derive(Debug)]
pub struct Spec<'a> {
    /// The domain's name.
    pub name: &'a str,
    /// Its settings.
    pub settings: &'a Node,
    /// Its comments, and where they stood in what it was read from.
    pub comments: &'a [(Span, Box<str>)],
}

/// Says where the value came from that stands at a place.
pub type Origin<'a> = &'a dyn Fn(Span) -> String;

/// Writes domains as a spec that derives no identity.
pub fn spec(domains: &[Spec<'_>], notation: Notation) -> String {
    write(domains, notation, None)
}

/// The same with the origin of every value behind it.
pub fn spec_with_origins(domains: &[Spec<'_>], notation: Notation, origin: Origin<'_>) -> String {
    write(domains, notation, Some(origin))
}

fn write(domains: &[Spec<'_>], notation: Notation, origin: Option<Origin<'_>>) -> String {
    match notation {
        Notation::Toml => toml::write(domains, origin),
        Notation::Yaml | Notation::Xml => yaml::write(domains, origin),
    }
}

/// A text as it stands in the place of `old`, a value of a file: with its kind of quotes where these
/// will do.
pub fn replacement(text: &str, notation: Notation, old: &str) -> String {
    let is_plain = !text.contains('\'') && !text.chars().any(char::is_control);
    match notation {
        Notation::Xml => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            escaped.replace('\'', "&apos;").replace('"', "&quot;")
        }
        Notation::Yaml | Notation::Toml if old.starts_with('\'') && is_plain => format!("'{text}'"),
        Notation::Yaml => yaml::value(text, old.starts_with('"')),
        Notation::Toml => toml::value(text, old.starts_with(['"', '\''])),
    }
}

/// A name of the format as it stands in the place of `old`, a key, attribute or element of a file.
pub fn replaced_name(name: &str, notation: Notation, old: &str) -> String {
    match notation {
        Notation::Xml => name.to_owned(),
        Notation::Toml if !old.starts_with(['"', '\'']) => toml::key(name),
        Notation::Yaml | Notation::Toml => replacement(name, notation, old),
    }
}

/// The comment behind a value.
fn trailing(origin: Option<Origin<'_>>, span: Span) -> String {
    origin.map_or_else(String::new, |origin| format!("  # {}", origin(span).replace(['\n', '\r'], " ")))
}

/// Comments that wait for the entry that they stand before.
#[derive(Default)]
struct Comments {
    /// By the place of the entry.
    waiting: BTreeMap<u32, Vec<Box<str>>>,
}

impl Comments {
    /// Gives every comment to the first key that stood after it, or else to the last.
    fn new(settings: &Node, comments: &[(Span, Box<str>)]) -> Self {
        let mut places = Vec::new();
        collect(settings, &mut places);
        places.sort_unstable();
        let last = places.last().copied().unwrap_or_default();
        let place = |span: &Span| places.get(places.partition_point(|place| *place < span.start)).copied().unwrap_or(last);
        let mut waiting: BTreeMap<u32, Vec<Box<str>>> = BTreeMap::new();
        for (span, text) in comments {
            waiting.entry(place(span)).or_default().push(text.clone());
        }
        Self { waiting }
    }

    /// The comments of the entry, each line for itself.
    fn take(&mut self, entry: &Entry) -> Vec<String> {
        // XML may hold signs that neither YAML nor TOML takes.
        let line = |line: &str| format!("# {}", line.trim().replace(|c: char| c.is_control() && c != '\t', "\u{fffd}"));
        let texts = self.waiting.remove(&entry.key.span.start).unwrap_or_default();
        texts.iter().flat_map(|text| text.lines()).map(line).collect()
    }

    /// Whether a comment stands inside the node, so that it cannot be written on one line.
    fn inside(&self, node: &Node) -> bool {
        if self.waiting.is_empty() {
            return false;
        }
        let mut places = Vec::new();
        collect(node, &mut places);
        places.iter().any(|place| self.waiting.contains_key(place))
    }
}

fn collect(node: &Node, places: &mut Vec<u32>) {
    match &node.kind {
        Kind::Mapping(entries) => {
            for entry in entries {
                places.push(entry.key.span.start);
                collect(&entry.node, places);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| collect(item, places)),
        Kind::Scalar(_) | Kind::Refused => {}
    }
}

/// Whether everything in a mapping is a scalar on one line.
fn is_flat(node: &Node) -> bool {
    let is_short = |scalar: &Scalar| !scalar.text.contains('\n');
    match &node.kind {
        Kind::Mapping(entries) => entries.iter().all(|entry| entry.node.scalar().is_some_and(is_short)),
        Kind::Scalar(scalar) => is_short(scalar),
        _ => false,
    }
}

/// A text in double quotes, with what both notations escape in the same way.
fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 || matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Whether a text is a decimal number that every reader keeps as it is.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = digits == "0" || !digits.starts_with('0');
    (1..=18).contains(&digits.len()) && canonical && digits.bytes().all(|byte| byte.is_ascii_digit()) && text != "-0"
}
