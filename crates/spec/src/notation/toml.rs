//! TOML, by the spanned tables of the `toml` crate.

use crate::source::{Notation, Source};
use crate::tree::{Entry, Key, Kind, Node, Scalar};
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// Reads a file. `None` when it is broken; what is wrong is reported.
pub fn read(source: &Source, most: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    // What the parser needs for a file as a whole is twice what comes out of it.
    if holds_more(&source.text, most / 2) {
        diagnostics.push(super::too_many(Span::new(source.id, 0, 0), most));
        return None;
    }
    if signs(&source.text) > SIGNS * most {
        let message = format!("this file has more than {} lines, blanks and signs", SIGNS * most);
        let diagnostic = Diagnostic::error(Code::TooLarge, Span::new(source.id, 0, 0), message);
        diagnostics.push(diagnostic.help("write it as several files, or raise the bound with `--max-values`"));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let reader = Reader { source, start: 0, has_refused: Cell::new(false) };
    let node = Node { span: reader.span(&table.span()), kind: Kind::Mapping(reader.entries(table.get_ref())) };
    if !errors.is_empty() {
        let lines = Lines::new(&source.text);
        let mut mistakes: Vec<Mistake> = errors.iter().map(|error| Mistake::new(source, &lines, error)).collect();
        mistakes.sort_by_key(|mistake| mistake.range.start);
        let keys = Keys::of(&node, source, &lines);
        let is_yaml = Notation::of_text(&source.text) == Notation::Yaml;
        diagnostics.extend(first_of_each(mistakes).into_iter().map(|mistake| mistake.report(source, &keys, is_yaml)));
    }
    refuse_radix(source, table.get_ref(), diagnostics);
    let is_duplicate = |error: &toml::de::Error| error.message().starts_with(DUPLICATE);
    errors.iter().all(is_duplicate).then_some(node)
}

/// Whether a text may hold more values than that, told by the signs that stand before values: the
/// parser itself would have taken all memory before there is anything to count.
pub(super) fn holds_more(text: &str, most: usize) -> bool {
    text.len() > most && text.bytes().filter(|byte| matches!(byte, b'=' | b',' | b'[' | b'{')).count() > most
}

/// How many signs there may be for each value that there may be.
const SIGNS: usize = 3;

/// How many signs a text may be made of beside its words: the parser keeps each of them.
fn signs(text: &str) -> usize {
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t');
    let after_blank = |at: usize| at > 0 && is_blank(text.as_bytes()[at - 1]);
    let is_sign = |(at, byte): &(usize, u8)| match byte {
        b'\n' | b'=' | b',' | b'.' | b'[' | b']' | b'{' | b'}' => true,
        byte => is_blank(*byte) && !after_blank(*at),
    };
    text.bytes().enumerate().filter(is_sign).count()
}

/// Reads a part of a file. `None` when anything is wrong with it.
pub(super) fn read_part(source: &Source, part: Range<usize>) -> Option<Node> {
    let reader = Reader { source, start: part.start, has_refused: Cell::new(false) };
    let (table, errors) = DeTable::parse_recoverable(&source.text[part]);
    let node = Node { span: reader.span(&table.span()), kind: Kind::Mapping(reader.entries(table.get_ref())) };
    (errors.is_empty() && !reader.has_refused.get()).then_some(node)
}

/// Octal and binary numbers: libvirt reads neither, and what they stand for depends on the field.
fn refuse_radix(source: &Source, table: &DeTable<'_>, diagnostics: &mut Diagnostics) {
    for value in table.values() {
        refuse_radix_of(source, value, diagnostics);
    }
}

fn refuse_radix_of(source: &Source, value: &Spanned<DeValue<'_>>, diagnostics: &mut Diagnostics) {
    match value.get_ref() {
        DeValue::Integer(integer) if matches!(integer.radix(), 2 | 8) => {
            let range = value.span();
            let message = format!("libvirt does not read `{}`", &source.text[range.clone()]);
            let help = match integer.radix() {
                8 => format!("write the text that libvirt reads, such as \"0{}\" for a file mode", integer.as_str()),
                _ => "write a decimal number".to_owned(),
            };
            diagnostics.push(Diagnostic::error(Code::BadNumber, Span::new(source.id, range.start, range.end), message).help(help));
        }
        DeValue::Array(items) => items.iter().for_each(|item| refuse_radix_of(source, item, diagnostics)),
        DeValue::Table(table) => refuse_radix(source, table, diagnostics),
        _ => {}
    }
}

/// What the message about a key that stands twice begins with.
const DUPLICATE: &str = "duplicate key";

/// What the parser says, and the line on which it says it.
struct Mistake {
    message: String,
    range: Range<usize>,
    line: Range<usize>,
    is_duplicate: bool,
    is_header: bool,
}

/// One mistake makes several errors: on its line, on the next, and for a table that stands
/// twice on each of its keys.
fn first_of_each(mistakes: Vec<Mistake>) -> Vec<Mistake> {
    let mut kept: Vec<Mistake> = Vec::new();
    let mut last_line = None;
    let mut in_second_table = false;
    for mistake in mistakes {
        if mistake.is_header {
            in_second_table = mistake.is_duplicate;
        }
        let follows = last_line.is_some_and(|end| mistake.line.start <= end + 1) && !(mistake.is_duplicate && mistake.is_header);
        let of_table = in_second_table && mistake.is_duplicate && !mistake.is_header;
        let same_line = last_line == Some(mistake.line.end);
        last_line = Some(mistake.line.end);
        if !of_table && !same_line && (!follows || mistake.is_duplicate) {
            kept.push(mistake);
        }
    }
    kept
}

impl Mistake {
    fn new(source: &Source, lines: &Lines, error: &toml::de::Error) -> Self {
        let range = error.span().unwrap_or(0..0);
        let line = lines.around(range.start);
        let is_header = source.text[line.clone()].trim_start().starts_with('[');
        Self { is_duplicate: error.message().starts_with(DUPLICATE), message: error.message().to_owned(), range, line, is_header }
    }

    fn report(&self, source: &Source, keys: &Keys<'_>, is_yaml: bool) -> Diagnostic {
        let span = Span::new(source.id, self.range.start, self.range.end);
        let line = &source.text[self.line.clone()];
        if self.is_duplicate {
            let key = source.text[self.range.clone()].trim_matches(['"', '\'']);
            let diagnostic = Diagnostic::error(Code::DuplicateKey, span, format!("the key `{key}` stands twice")).label("again");
            return match keys.before(key, span, self.is_header) {
                Some(first) => diagnostic.related(first, "first here"),
                None => diagnostic,
            };
        }
        if self.message.contains("recurs") {
            return Diagnostic::error(Code::TooLarge, span, "this is nested too deep");
        }
        let diagnostic = Diagnostic::error(Code::TomlSyntax, span, format!("this is no TOML: {}", self.message));
        if is_yaml && line.contains(':') && !line.contains('=') {
            return diagnostic.help("this looks like YAML: name the file so that it ends in .yaml");
        }
        if self.message.contains("escape") {
            return diagnostic.help("in single quotes a backslash is a backslash");
        }
        match unquoted(line, self.range.start.saturating_sub(self.line.start)) {
            Some((key, value)) => diagnostic.help(format!("put the value in quotes: {key} = \"{value}\"")),
            None => diagnostic,
        }
    }
}

/// Where each key stands, in the order of the file: one that stands twice is looked up once for
/// each time.
struct Keys<'a> {
    /// By what a key is called, and whether it is that of a table.
    places: HashMap<(&'a str, bool), Vec<Span>>,
}

impl<'a> Keys<'a> {
    fn of(root: &'a Node, source: &Source, lines: &Lines) -> Self {
        let mut keys = Self { places: HashMap::new() };
        keys.add(root, source, lines);
        keys.places.values_mut().for_each(|places| places.sort_unstable());
        keys
    }

    fn add(&mut self, node: &'a Node, source: &Source, lines: &Lines) {
        match &node.kind {
            Kind::Mapping(entries) => {
                for entry in entries {
                    let is_header = source.text[lines.around(entry.key.span.start as usize)].trim_start().starts_with('[');
                    self.places.entry((&entry.key.text, is_header)).or_default().push(entry.key.span);
                    self.add(&entry.node, source, lines);
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.add(item, source, lines)),
            Kind::Scalar(_) | Kind::Refused => {}
        }
    }

    /// The nearest key of that name before `again`, written in the same way: as a table or on a line.
    fn before(&self, key: &str, again: Span, is_header: bool) -> Option<Span> {
        let places = self.places.get(&(key, is_header))?;
        places[..places.partition_point(|place| *place < again)].last().copied()
    }
}

/// Where the lines of a text begin.
struct Lines {
    starts: Vec<usize>,
    length: usize,
}

impl Lines {
    fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect(), length: text.len() }
    }

    /// The line of a place, without its end.
    fn around(&self, at: usize) -> Range<usize> {
        let next = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[..next].last().copied().unwrap_or_default();
        start..self.starts.get(next).map_or(self.length, |next| next - 1)
    }
}

struct Reader<'a> {
    source: &'a Source,
    /// Where the text that is read begins in that of the file.
    start: usize,
    has_refused: Cell<bool>,
}

impl Reader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source.id, self.start + range.start, self.start + range.end)
    }

    fn written(&self, range: &Range<usize>) -> &str {
        &self.source.text[self.start + range.start..self.start + range.end]
    }

    /// The entries of a table, in the order of their first mention.
    fn entries(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: Key { text: key.get_ref().as_ref().into(), span: self.span(&key.span()) },
                node: self.node(value),
            })
            .collect();
        entries.sort_by_key(first_mention);
        entries
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let range = value.span();
        let plain = |text: String| Kind::Scalar(Scalar { text: text.into(), quoted: false });
        let kind = match value.get_ref() {
            DeValue::String(text) => Kind::Scalar(Scalar { text: text.as_ref().into(), quoted: true }),
            DeValue::Integer(integer) if matches!(integer.radix(), 2 | 8) => {
                self.has_refused.set(true);
                Kind::Refused
            }
            DeValue::Integer(_) | DeValue::Float(_) => plain(self.written(&range).replace('_', "")),
            DeValue::Boolean(boolean) => plain(boolean.to_string()),
            DeValue::Datetime(_) => plain(self.written(&range).to_owned()),
            DeValue::Array(array) => Kind::List(array.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Kind::Mapping(self.entries(table)),
        };
        Node { span: self.span(&range), kind }
    }
}

/// Where a key or anything below it is first written: a table's parts may stand before it.
fn first_mention(entry: &Entry) -> u32 {
    let below = match &entry.node.kind {
        Kind::Mapping(entries) => entries.first().map(first_mention),
        _ => None,
    };
    below.map_or(entry.key.span.start, |below| below.min(entry.key.span.start))
}

/// The key and value of `memory = 8GiB`: a value that is text but has no quotes.
fn unquoted(line: &str, at: usize) -> Option<(&str, &str)> {
    let at = (0..=at.min(line.len())).rev().find(|at| line.is_char_boundary(*at))?;
    let equals = line[..at].rfind('=').or_else(|| line.find('='))?;
    let key = line[..equals].rsplit(['{', ',']).next()?.trim();
    let value = line[equals + 1..].split(['#', ',', '}', ']']).next()?.trim();
    let is_text = !value.is_empty()
        && !value.contains(['"', '\'', '[', '{'])
        && value.starts_with(|c: char| c.is_alphanumeric() || "/_.~".contains(c))
        && value != "true"
        && value != "false"
        && value.parse::<f64>().is_err()
        && !value.starts_with("0x");
    (is_text && !key.is_empty()).then_some((key, value))
}
