//! TOML, by the spanned tables of the `toml` crate.

use crate::source::Source;
use crate::tree::{Entry, Key, Kind, Node, Scalar};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};

/// Reads a file. `None` when it is broken; what is wrong is reported.
pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let mut broken = false;
    let mut last_line = None;
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let line = line_of(&source.text, range.start);
        let duplicate = error.message().starts_with("duplicate key");
        broken |= !duplicate;
        // One mistake makes several errors; the first of a line says it best.
        if last_line.replace(line.start) != Some(line.start) {
            diagnostics.push(report(source, error.message(), range, &source.text[line], duplicate));
        }
    }
    let reader = Reader { source };
    (!broken).then(|| Node { span: reader.span(&table.span()), kind: Kind::Mapping(reader.entries(table.get_ref())) })
}

struct Reader<'a> {
    source: &'a Source,
}

impl Reader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source.id, range.start, range.end)
    }

    /// The entries of a table, in the order of the file.
    fn entries(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: Key { text: key.get_ref().as_ref().into(), span: self.span(&key.span()) },
                node: self.node(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key.span);
        entries
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let range = value.span();
        let plain = |text: String| Kind::Scalar(Scalar { text: text.into(), quoted: false });
        let kind = match value.get_ref() {
            DeValue::String(text) => Kind::Scalar(Scalar { text: text.as_ref().into(), quoted: true }),
            DeValue::Integer(integer) => plain(match integer.radix() {
                10 => integer.as_str().trim_start_matches('+').to_owned(),
                16 => format!("0x{}", integer.as_str()),
                radix => u128::from_str_radix(integer.as_str(), radix)
                    .map_or_else(|_| self.source.text[range.clone()].to_owned(), |number| number.to_string()),
            }),
            DeValue::Float(float) => plain(float.as_str().to_owned()),
            DeValue::Boolean(boolean) => plain(boolean.to_string()),
            DeValue::Datetime(_) => plain(self.source.text[range.clone()].to_owned()),
            DeValue::Array(array) => Kind::List(array.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Kind::Mapping(self.entries(table)),
        };
        Node { span: self.span(&range), kind }
    }
}

fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    start..end
}

fn report(source: &Source, message: &str, range: Range<usize>, line: &str, duplicate: bool) -> Diagnostic {
    let span = Span::new(source.id, range.start, range.end);
    if duplicate {
        let key = &source.text[range];
        return Diagnostic::error(Code::DuplicateKey, span, format!("the key `{key}` stands twice")).label("again");
    }
    let diagnostic = Diagnostic::error(Code::TomlSyntax, span, format!("this is no TOML: {message}"));
    match unquoted(line) {
        Some((key, value)) => diagnostic.help(format!("put the value in quotes: {key} = \"{value}\"")),
        None => diagnostic,
    }
}

/// The key and value of `memory = 8GiB`: a value that is text but has no quotes.
fn unquoted(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    let value = value.split(" #").next()?.trim();
    let is_text = !value.is_empty()
        && !value.contains(['"', '\'', '[', ']', '{', '}', ','])
        && value != "true"
        && value != "false"
        && value.parse::<f64>().is_err();
    is_text.then(|| (key.trim(), value))
}
