//! Secrets told by the words before them, in any text: `passwd: …`, `password=…`, `<cookie>…`.

use super::{table, words};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use virtc_spec::{Notation, Source};

/// The secrets of a file. Of a `broken` one nothing else is known, so rather too much is taken.
pub(super) fn places(source: &Source, broken: bool, names: &BTreeSet<String>) -> Vec<Range<usize>> {
    /// In TOML a key is told with those above it.
    fn last(name: &str) -> &str {
        name.strip_suffix(".value").unwrap_or(name).rsplit('.').next().unwrap_or_default()
    }
    let names: HashSet<&str> = names.iter().map(|name| last(name)).collect();
    let is_secret = |word: &str| words::is_secret(last(word)) || names.contains(last(word));
    if source.name.to_ascii_lowercase().ends_with(".csv") {
        return table::cells(&source.text, &is_secret);
    }
    let scan = Scan { text: &source.text, broken, is_xml: source.notation == Notation::Xml, is_source: true };
    scan.places(&is_secret)
}

/// The secrets in XML that a spec carries along.
pub(super) fn in_xml(text: &str) -> Vec<Range<usize>> {
    Scan { text, broken: false, is_xml: true, is_source: false }.places(&words::is_secret)
}

/// The secrets in a value, such as an argument of QEMU: `id=a,password=b`.
pub(super) fn in_value(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['=', ':', ' ']) {
        return Vec::new();
    }
    Scan { text, broken: false, is_xml: false, is_source: false }.places(&words::is_secret)
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
    /// A file, and not a value of one.
    is_source: bool,
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
            let place = if (1..=64).contains(&length) {
                self.behind(word, is_secret)
            } else if bytes[word.start] == b':' {
                self.of_user(word.start)
            } else {
                None
            };
            if let Some(place) = place {
                // In a broken file a quote may be missing, and the value of one word end at the next one.
                if !self.broken || place.len() > LINE {
                    at = at.max(place.end);
                }
                places.push(place);
            }
        }
        places
    }

    /// What stands behind a word, when that is a secret.
    fn behind(&self, word: Range<usize>, is_secret: &dyn Fn(&str) -> bool) -> Option<Range<usize>> {
        let name = &self.text[word.clone()];
        if is_secret(name) || self.is_data(&word) {
            self.value(word.clone()).or_else(|| self.named(word.clone())).or_else(|| self.rest(word))
        } else if (name == "secret" || words::holds_secrets(name)) && self.line_to(word.start).ends_with('<') {
            // Of these only the text: what else is in them is told by its own name.
            let start = self.tag_end(word.end).filter(|end| !self.text[..*end].ends_with('/'))? + 1;
            let text = self.text[start..].split('<').next().unwrap_or_default();
            (!text.trim().is_empty()).then_some(start..start + text.len())
        } else {
            None
        }
    }

    /// The password of `://user:password@host`.
    fn of_user(&self, colon: usize) -> Option<Range<usize>> {
        let rest = self.line_from(colon).strip_prefix("://")?;
        let rest = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '<' | '`')).unwrap_or(rest.len())];
        let (user, _) = rest.rsplit_once('@')?;
        let (name, password) = user.split_once(':')?;
        let start = colon + 3 + name.len() + 1;
        (!password.is_empty() && !is_expression(password)).then_some(start..start + password.len())
    }

    /// What stands behind an option `--password`, behind `the password is`, and in a broken file behind a key without a sign.
    fn rest(&self, word: Range<usize>) -> Option<Range<usize>> {
        let (before, line) = (self.line_to(word.start), self.line_from(word.end));
        let first = |text: &str| text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '`')).unwrap_or(text.len());
        let place = |skipped: usize, length: usize| word.end + skipped..word.end + skipped + length;
        if self.text[word.clone()].starts_with("--")
            && let Some(rest) = line.strip_prefix(' ')
        {
            return Some(place(1, first(rest))).filter(|place| !place.is_empty());
        }
        if self.is_source
            && let Some(rest) = line.strip_prefix(" is ")
        {
            return Some(place(4, first(rest))).filter(|place| !place.is_empty());
        }
        if !self.broken || self.is_xml {
            return None;
        }
        if before.starts_with('[') && line.starts_with(']') {
            // The values of a table of TOML, up to the next one.
            let rest = &self.text[word.end + line.len()..];
            let length = rest.find("\n[").unwrap_or(rest.len());
            return Some(place(line.len(), length)).filter(|place| !place.is_empty());
        }
        let is_first = before.chars().all(|c| c.is_whitespace() || matches!(c, '&' | '-' | '?' | '"' | '\''));
        let value = line.trim();
        let start = line.len() - line.trim_start().len();
        (is_first && !value.is_empty() && !value.starts_with([':', '='])).then(|| place(start, value.len()))
    }

    /// What stands behind a word that says that it is a secret.
    fn value(&self, word: Range<usize>) -> Option<Range<usize>> {
        let blanks: &[char] = if self.is_xml { &[' ', '\t', '\r', '\n'] } else { &[' ', '\t'] };
        let before = &self.text[..word.start];
        let prefix = before.strip_suffix(':').map_or(0, |before| 1 + before.len() - before.trim_end_matches(is_of_name).len());
        let is_element = before[..word.start - prefix].ends_with('<') && !self.text[word.end..].starts_with('=');
        if is_element {
            return self.content(&self.text[word.start - prefix..word.end], word.end);
        }
        let quote = before.chars().next_back().filter(|quote| matches!(quote, '"' | '\''));
        let rest = &self.text[word.end..];
        // Inside a text in quotes, these have a backslash before them.
        let escaped = quote.filter(|_| before.ends_with("\\\"")).and_then(|_| rest.strip_prefix("\\\""));
        let rest = escaped.or_else(|| quote.and_then(|quote| rest.strip_prefix(quote))).unwrap_or(rest).trim_start_matches(blanks);
        let rest = match rest.strip_prefix([':', '=']) {
            Some(rest) => rest.trim_start_matches(blanks),
            // `<!ENTITY password 'abc'>`
            None if self.is_xml && rest.starts_with(['"', '\'']) && quote.is_none() => rest,
            None => return None,
        };
        let start = self.text.len() - rest.len();
        let length = self.length(start, word.start)?;
        let end = start + self.text[start..start + length].trim_end().len();
        (start < end && !is_expression(self.text[start..end].trim_matches(['"', '\'']))).then_some(start..end)
    }

    /// Whether a word is QEMU's for what a secret object holds, or an attribute of what holds it as text.
    fn is_data(&self, word: &Range<usize>) -> bool {
        match &self.text[word.clone()] {
            "data" => ["secret,", "secret\""].iter().any(|object| self.line_to(word.start).contains(object)),
            "value" if self.is_xml => {
                let tag = self.line_to(word.start).rsplit('<').next().unwrap_or_default();
                ["cookie ", "secret "].iter().any(|name| tag.starts_with(name))
            }
            _ => false,
        }
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
        let tag = self.tag_end(from)?;
        if self.text[from..tag].ends_with('/') {
            return None;
        }
        let start = tag + 1;
        let is_end = |at: &usize| !self.text[at + 2 + name.len()..].starts_with(|c: char| is_of_name(c) || c == ':');
        let end = format!("</{name}");
        let mut ends = self.text[start..].match_indices(&end).map(|(at, _)| start + at);
        let length = ends.find(is_end).unwrap_or(self.text.len()) - start;
        (length > 0).then_some(start..start + length)
    }

    /// Where the tag ends whose name ends at `from`.
    fn tag_end(&self, from: usize) -> Option<usize> {
        self.text.as_bytes().iter().skip(from).take(LINE).find(|byte| **byte == b'>')?;
        let mut quote = None;
        for (at, byte) in self.text.bytes().enumerate().skip(from).take(LINE) {
            match (byte, quote) {
                (b'>', None) => return Some(at),
                (b'"' | b'\'', None) => quote = Some(byte),
                (_, Some(open)) if byte == open => quote = None,
                _ => {}
            }
        }
        None
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
            Some(quote @ ('"' | '\'')) => Some(match closing(rest, quote) {
                Some(end) if self.broken && !self.is_xml => {
                    end.max(if self.is_in_flow(key) { self.flow_end(start + end) - start } else { whole })
                }
                Some(end) => end,
                None => whole,
            }),
            _ if self.is_xml => Some(["<", "-->"].iter().filter_map(|end| line.find(end)).min().unwrap_or(whole)),
            Some('{' | '[') if self.broken => Some(balanced(rest).unwrap_or(rest.len())),
            // What stands in a tree is told by its field. This may be no part of one, such as a variable that is refused.
            Some('{' | '[') if self.is_source => {
                balanced(self.line_from(start)).filter(|length| !rest[..*length].split(|c| !is_of_name(c)).any(is_other))
            }
            Some('{' | '[') => None,
            Some('|' | '>') => Some(line.len() + below()),
            _ if line.is_empty() || line.starts_with(['\r', '#']) => self.broken.then(|| line.len() + below()),
            _ if self.is_in_flow(key) => Some(line.find([',', '}', ']']).unwrap_or(whole)),
            _ if self.broken => Some(line.len() + below()),
            _ => Some(line.split(" #").next().unwrap_or_default().trim_end().len()),
        }
    }

    /// Where a value in `{ }` ends that goes on at a place.
    fn flow_end(&self, from: usize) -> usize {
        let line = self.line_from(from);
        from + line.find([',', '}', ']']).unwrap_or(line.trim_end().len())
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
            0 => self.unindented(rest),
            length => length + 1,
        }
    }

    /// How long the next line is, when it is no key and so may be a value that is not indented enough.
    fn unindented(&self, rest: &str) -> usize {
        let line = rest.split('\n').next().unwrap_or_default().trim_end();
        if self.broken && !line.is_empty() && !line.contains([':', '=', '{', '[']) { line.len() + 1 } else { 0 }
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

/// Whether a word is libvirt's for something else.
fn is_other(word: &str) -> bool {
    words::is_known(word) && !words::is_secret(word) && !matches!(word, "name" | "value")
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The length of a text in quotes, which may be escaped or written twice inside.
pub(super) fn closing(rest: &str, quote: char) -> Option<usize> {
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
            ("{ value: '{\"qom-type\":\"secret\",\"data\":\"abc\"}' }", "\"abc\""),
            ("file: \"json:{ \\\"password\\\": \\\"abc\\\" }\"", "\\\"abc\\\""),
            ("disk: https://joe:a@c@example.com/x", "a@c"),
            ("initarg: --password abc", "abc"),
            ("# the password is abc", "abc"),
            ("io.systemd.credential:root=abc", "root=abc"),
        ] {
            assert_eq!(told("a.yaml", text, false), [secret], "{text}");
        }
        for text in ["passwd: ${pw}", "passwd: \"${pw}\"", "passwd:", "passwdValidTo: 2030", "a passwd", "</cookie>", "<cookie/>"] {
            assert!(told("a.yaml", text, false).is_empty(), "{text}");
        }
        for (text, secret) in [
            ("<a passwd=\"x\"/>", "\"x\""),
            ("<a passwd\n=\n'x'/>", "'x'"),
            ("<passwd\n a='>'>x</passwd>", "x"),
            ("<cookie name='a'>x</cookies>y</cookie>", "x</cookies>y"),
            ("<cookie name='a' value='x'/>", "'x'"),
            ("<cookies>a=x</cookies>", "a=x"),
            ("<secret type='passphrase'>x</secret>", "x"),
            ("<!-- password: x -->", "x"),
            ("<!ENTITY password 'x'>", "'x'"),
        ] {
            assert_eq!(told("a.xml", text, false), [secret], "{text}");
        }
        assert!(told("a.xml", "<secret type='ceph' uuid='x'/><cookies><a/></cookies>", false).is_empty());
    }

    #[test]
    fn of_a_broken_file_rather_too_much() {
        assert_eq!(told("a.yaml", "passwd: a\n  b\nport: 1", true), ["a\n  b"]);
        assert_eq!(told("a.yaml", "passwd:\n  a\nport: 1", true), ["\n  a"]);
        assert_eq!(told("a.yaml", "cookie: [{ name: a, value: b }]\nx: ]", true), ["[{ name: a, value: b }]"]);
        assert_eq!(told("a.yaml", "passwd: \"a\" b\nport: 1", true), ["\"a\" b"]);
        assert_eq!(told("a.yaml", "{ passwd: \"a\" b, port: 1 ]", true), ["\"a\" b"]);
        assert_eq!(told("a.yaml", "passwd abc\nport: 1 ]", true), ["abc"]);
        assert_eq!(told("a.yaml", "passwd:\nabc\n", true), ["\nabc"]);
        assert_eq!(told("a.toml", "[[x.cookie]]\nvalue = \"a\n[y]\n", true), ["\nvalue = \"a"]);
        assert_eq!(told("a.csv", "name;pw\na;b\n", false), ["b"]);
        assert_eq!(told("a.csv", "name,site.pw\na,\"b,c\"\nd,e,f\n", true), ["\"b,c\"", "d", "e", "f"]);
        assert!(told("a.csv", "name,port\na,b,c\n", true).is_empty());
    }

    #[test]
    fn hostile_texts_take_no_time() {
        for text in ["passwd: \"", "{passwd: |", "<passwd ", "passwd: {", "passwd:\n", "passwd", "[passwd] ", "passwd ", "://a:b"] {
            told("a.yaml", &text.repeat(200_000), true);
        }
        for text in ["passwd: [port ", "passwd: { port: x\n", "<secret>x", "<cookies></cookiesx", "the password is ", "--passwd "] {
            told("a.yaml", &text.repeat(100_000), false);
            told("a.xml", &text.repeat(100_000), false);
        }
        told("a.csv", &("a,passwd\n".to_owned() + &"b,c,d\n".repeat(200_000)), true);
    }
}
