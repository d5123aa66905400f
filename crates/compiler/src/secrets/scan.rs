//! Secrets told by the words before them, in any text: `passwd: …`, `password=…`, `<cookie>…`.

use super::words;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use virtc_spec::{Notation, Source};

/// The secrets of a file. Of a `broken` one nothing else is known, so rather too much is taken.
pub(super) fn places(source: &Source, broken: bool, names: &BTreeSet<String>) -> Vec<Range<usize>> {
    fn last(name: &str) -> &str {
        name.rsplit('.').next().unwrap_or_default()
    }
    let names: HashSet<&str> = names.iter().map(|name| last(name)).collect();
    let is_secret = |word: &str| words::is_secret(last(word)) || names.contains(last(word));
    if source.name.to_ascii_lowercase().ends_with(".csv") {
        return if broken { cells(&source.text, &is_secret) } else { Vec::new() };
    }
    let scan = Scan { text: &source.text, broken, is_xml: source.notation == Notation::Xml };
    scan.places(&is_secret)
}

/// The secrets in XML that a spec carries along.
pub(super) fn in_xml(text: &str) -> Vec<Range<usize>> {
    Scan { text, broken: false, is_xml: true }.places(&words::is_secret)
}

/// The secrets in a value, such as an argument of QEMU: `id=a,password=b`.
pub(super) fn in_value(text: &str) -> Vec<Range<usize>> {
    if !text.contains('=') {
        return Vec::new();
    }
    Scan { text, broken: false, is_xml: false }.places(&words::is_secret)
}

/// Whether a text is one expression and nothing else, so that it says nothing itself.
pub(super) fn is_expression(text: &str) -> bool {
    text.starts_with("${") && text.ends_with('}') && !text.contains('\'') && text.matches("${").count() == 1
}

/// Nothing looks further than this for the ends of a line, which may be very long.
const LINE: usize = 1024;

struct Scan<'a> {
    text: &'a str,
    broken: bool,
    is_xml: bool,
}

impl Scan<'_> {
    fn places(&self, is_secret: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || byte >= 0x80;
        let bytes = self.text.as_bytes();
        let (mut places, mut at): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
        while at < bytes.len() {
            let length = bytes[at..].iter().take_while(|byte| is_letter(**byte)).count();
            let word = at..at + length;
            at += length.max(1);
            // Longer words are no names.
            if (1..=64).contains(&length)
                && (is_secret(&self.text[word.clone()]) || self.is_data(&word))
                && let Some(place) = self.value(word.clone()).or_else(|| self.named(word))
            {
                at = at.max(place.end);
                places.push(place);
            }
        }
        places
    }

    /// What stands behind a word that says that it is a secret.
    fn value(&self, word: Range<usize>) -> Option<Range<usize>> {
        let before = &self.text[..word.start];
        let prefix = before.strip_suffix(':').map_or(0, |before| 1 + before.len() - before.trim_end_matches(is_of_name).len());
        let is_element = before[..word.start - prefix].ends_with('<') && !self.text[word.end..].starts_with('=');
        if is_element {
            return self.content(&self.text[word.start - prefix..word.end], word.end);
        }
        let quote = before.chars().next_back().filter(|quote| matches!(quote, '"' | '\''));
        let rest = &self.text[word.end..];
        let rest = quote.and_then(|quote| rest.strip_prefix(quote)).unwrap_or(rest).trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix([':', '='])?.trim_start_matches([' ', '\t']);
        let start = self.text.len() - rest.len();
        let length = self.length(start, word.start)?;
        let end = start + self.text[start..start + length].trim_end().len();
        (start < end && !is_expression(self.text[start..end].trim_matches(['"', '\'']))).then_some(start..end)
    }

    /// Whether a word is QEMU's for what a secret object holds.
    fn is_data(&self, word: &Range<usize>) -> bool {
        &self.text[word.clone()] == "data" && self.line_to(word.start).contains("secret,")
    }

    /// What stands behind the name of a secret: `name: PASSWORD, value: …`, `name='PASSWORD' value='…'`.
    fn named(&self, word: Range<usize>) -> Option<Range<usize>> {
        let blanks = [' ', '\t', '"', '\''];
        let before = self.line_to(word.start).trim_end_matches(blanks).strip_suffix(['=', ':'])?;
        if !before.trim_end_matches(blanks).ends_with("name") {
            return None;
        }
        let rest = self.line_from(word.end).trim_start_matches(|c| blanks.contains(&c) || c == ',');
        let rest = rest.strip_prefix("value")?.trim_start_matches(blanks).strip_prefix(['=', ':'])?.trim_start_matches([' ', '\t']);
        let start = word.end + self.line_from(word.end).len() - rest.len();
        let length = self.length(start, word.start)?;
        let end = start + self.text[start..start + length].trim_end().len();
        (start < end && !is_expression(self.text[start..end].trim_matches(['"', '\'']))).then_some(start..end)
    }

    /// The text of an XML element.
    fn content(&self, name: &str, from: usize) -> Option<Range<usize>> {
        let tag = self.line_from(from).find('>')?;
        if self.text[from..from + tag].ends_with('/') {
            return None;
        }
        let start = from + tag + 1;
        let length = self.text[start..].find(&format!("</{name}")).unwrap_or(self.text.len() - start);
        (length > 0).then_some(start..start + length)
    }

    /// How long the value is that begins at `start`; its key begins at `key`.
    fn length(&self, start: usize, key: usize) -> Option<usize> {
        let rest = &self.text[start..];
        if let Some(quotes) = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(quotes)) {
            return Some(rest[3..].find(quotes).map_or(rest.len(), |at| at + 6));
        }
        let line = self.line_from(start);
        let whole = line.trim_end().len();
        let below = || self.block(start + line.len(), key);
        match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => Some(closing(rest, quote).unwrap_or(whole)),
            _ if self.is_xml => Some(["<", "-->"].iter().filter_map(|end| line.find(end)).min().unwrap_or(whole)),
            Some('{' | '[') => self.broken.then(|| balanced(rest).unwrap_or(rest.len())),
            Some('|' | '>') => Some(line.len() + below()),
            _ if line.is_empty() || line.starts_with(['\r', '#']) => self.broken.then(|| line.len() + below()),
            _ if self.is_in_flow(key) => Some(line.find([',', '}', ']']).unwrap_or(whole)),
            _ if self.broken => Some(line.len() + below()),
            _ => Some(line.split(" #").next().unwrap_or_default().trim_end().len()),
        }
    }

    /// How long the lines below are that are indented more than their key.
    fn block(&self, from: usize, key: usize) -> usize {
        let key = self.line_to(key).len();
        let belongs = |line: &str| {
            let inner = line.trim_start_matches(' ');
            let indentation = line.len() - inner.len();
            inner.trim().is_empty() || indentation > key || (indentation == key && inner.starts_with("- "))
        };
        let Some(rest) = self.text[from..].strip_prefix('\n') else { return 0 };
        let lines: usize = rest.split_inclusive('\n').take_while(|line| belongs(line)).map(str::len).sum();
        match rest[..lines].trim_end().len() {
            0 => 0,
            length => length + 1,
        }
    }

    /// Whether a key stands in `{ }` on its line.
    fn is_in_flow(&self, key: usize) -> bool {
        let line = self.line_to(key);
        line.len() >= LINE || line.matches(['{', '[']).count() > line.matches(['}', ']']).count()
    }

    /// What stands on the line before a place.
    fn line_to(&self, at: usize) -> &str {
        let start = (at.saturating_sub(LINE)..=at).find(|start| self.text.is_char_boundary(*start)).unwrap_or(at);
        self.text[start..at].rsplit('\n').next().unwrap_or_default()
    }

    /// What stands on the line from a place on.
    fn line_from(&self, at: usize) -> &str {
        let end = (at..=(at + LINE).min(self.text.len())).rev().find(|end| self.text.is_char_boundary(*end)).unwrap_or(at);
        self.text[at..end].split('\n').next().unwrap_or_default()
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The length of a text in quotes, which may be escaped or written twice inside.
fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = letters.next() {
        if c == '\\' && quote == '"' {
            letters.next();
        } else if c == quote {
            match letters.peek() {
                Some((_, next)) if *next == quote && quote == '\'' => {
                    letters.next();
                }
                _ => return Some(at + 1),
            }
        }
    }
    None
}

/// The length of what stands in brackets.
fn balanced(rest: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '{' | '[' => open += 1,
            '}' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// The cells of a broken table that stand in secret columns, and rows that do not fit.
fn cells(text: &str, is_secret: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut rows = Rows { text, at: 0 };
    let Some(header) = rows.next() else { return Vec::new() };
    let name =
        |cell: &Range<usize>| text[cell.clone()].trim_matches(['"', ' ', '\u{feff}']).rsplit('.').next().unwrap_or_default().to_owned();
    let secret: Vec<usize> = header.iter().enumerate().filter(|(_, cell)| is_secret(&name(cell))).map(|(at, _)| at).collect();
    if secret.is_empty() {
        return Vec::new();
    }
    let mut places = Vec::new();
    for row in rows {
        if row.len() == header.len() {
            places.extend(secret.iter().map(|at| row[*at].clone()));
        } else {
            places.extend(row);
        }
    }
    places
}

/// The rows of a table, each with the places of its cells.
struct Rows<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Rows<'_> {
    type Item = Vec<Range<usize>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut cells = Vec::new();
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let length = match closing(rest, '"').filter(|_| rest.starts_with('"')) {
                Some(length) => length,
                None => rest.find([',', '\n']).unwrap_or(rest.len()),
            };
            cells.push(self.at..self.at + length);
            self.at += length;
            let end = self.text[self.at..].chars().next();
            self.at += usize::from(end.is_some_and(|end| matches!(end, ',' | '\n')));
            if end != Some(',') {
                break;
            }
        }
        (!cells.is_empty()).then_some(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use virtc_model::span::FileId;

    fn told(name: &str, text: &str, broken: bool) -> Vec<String> {
        let notation = Notation::of_extension(name.rsplit('.').next().unwrap()).unwrap_or(Notation::Yaml);
        let source = Source { id: FileId(0), name: name.to_owned(), notation, text: text.into() };
        let names = BTreeSet::from(["site.pw".to_owned()]);
        places(&source, broken, &names).into_iter().map(|place| text[place].to_owned()).collect()
    }

    #[test]
    fn values_behind_their_keys() {
        for (text, secret) in [
            ("passwd: a b # c\n", "a b"),
            ("{ passwd: ab, port: 1 }", "ab"),
            ("\"passwd\":\"a\\\"b\",", "\"a\\\"b\""),
            ("passwd = 'a''b' # c", "'a''b'"),
            ("graphics.passwd = \"\"\"\na\nb\"\"\"\n", "\"\"\"\na\nb\"\"\""),
            ("- passwd: |\n    a\n\n    b\n  port: 1\n", "|\n    a\n\n    b"),
            ("# password=abc", "abc"),
            ("passwd: *abc", "*abc"),
            ("pw: abc\nx: y", "abc"),
            ("xml: <graphics passwd='a b'/>", "'a b'"),
            ("<cookie name='a'>b</cookie>", "b"),
            ("passwd: \"abc", "\"abc"),
            ("<a:passwd x='1'>abc</a:passwd>", "abc"),
            ("env: [{ name: VNC_PASSWORD, value: abc }]", "abc"),
            ("<qemu:env name='PASSWORD' value='a b'/>", "'a b'"),
            ("{ name = \"PASSWORD\", value = \"abc\" }", "\"abc\""),
            ("{ value: \"secret,id=s,data=abc\" }", "abc\""),
        ] {
            assert_eq!(told("a.yaml", text, false), [secret], "{text}");
        }
        for text in ["passwd: ${pw}", "passwd: \"${pw}\"", "passwd:", "passwdValidTo: 2030", "a passwd", "</cookie>", "<cookie/>"] {
            assert!(told("a.yaml", text, false).is_empty(), "{text}");
        }
        assert_eq!(told("a.xml", "<a passwd=\"x\"/><!-- password: y -->", false), ["\"x\"", "y"]);
    }

    #[test]
    fn of_a_broken_file_rather_too_much() {
        assert_eq!(told("a.yaml", "passwd: a\n  b\nport: 1", true), ["a\n  b"]);
        assert_eq!(told("a.yaml", "passwd:\n  a\nport: 1", true), ["\n  a"]);
        assert_eq!(told("a.yaml", "cookie: [{ name: a, value: b }]\nx: ]", true), ["[{ name: a, value: b }]"]);
        assert_eq!(told("a.csv", "name,site.pw\na,\"b,c\"\nd,e,f\n", true), ["\"b,c\"", "d", "e", "f"]);
        assert!(told("a.csv", "name,port\na,b,c\n", true).is_empty());
    }

    #[test]
    fn hostile_texts_take_no_time() {
        for text in ["passwd: \"", "{passwd: |", "<passwd ", "passwd: {", "passwd:\n", "passwd"] {
            told("a.yaml", &text.repeat(200_000), true);
        }
    }
}
