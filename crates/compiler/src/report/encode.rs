//! What terminals, logs of CI and readers of XML, JSON and URIs would obey, made harmless.

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};
use std::fmt::Write as _;
use std::io::{self, Write};

/// What a terminal obeys instead of showing it, or shows nobody: who reads a report by machine would find more in it.
fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Without characters that a terminal obeys. Each becomes one of the same length in bytes,
/// so that places stay what they are.
pub(super) fn printable(text: &str) -> String {
    if !text.contains(is_obeyed) && !text.contains("##") {
        return text.to_owned();
    }
    let replace = |c: char| match c.len_utf8() {
        _ if !is_obeyed(c) => c,
        1 if c == '\r' => ' ',
        1 => '?',
        2 => '\u{bf}',
        3 => '\u{fffd}',
        _ => '\u{1f7c9}',
    };
    without_commands(text.chars().map(replace).collect())
}

/// Runners of CI jobs take `##[error]`, `##vso[task]` and `##teamcity[message]` for commands, anywhere in a line of the log.
fn without_commands(text: String) -> String {
    let is_command = |at: &usize| text[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[');
    let commands: Vec<usize> =
        text.match_indices('#').map(|(at, _)| at).filter(|at| text[*at..].starts_with("##")).filter(is_command).collect();
    commands.into_iter().fold(text.clone(), |mut text, at| {
        text.replace_range(at..=at, "?");
        text
    })
}

/// The same, in one line.
pub fn line(text: &str) -> String {
    printable(text).replace('\n', "␊").replace('\t', " ")
}

/// A line that may begin with what was written: a runner of CI jobs takes `::` there for a command. An invisible
/// character, a word joiner, stands before it then.
pub fn whole_line(text: &str) -> String {
    let text = line(text);
    if text.trim_start().starts_with("::") { format!("\u{2060}{}", text.trim_start()) } else { text }
}

/// Text and values of attributes in XML.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write these.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            '\n' | '\t' | '\r' | '#' => numbered(&mut out, c),
            c if is_obeyed(c) => numbered(&mut out, c),
            c => out.push(c),
        }
    }
    out
}

fn numbered(out: &mut String, c: char) {
    // Writing to a string does not fail.
    let _infallible = write!(out, "&#{};", u32::from(c));
}

/// A path as the reference to a resource.
pub(super) fn uri(path: &str) -> String {
    let mut out = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _infallible = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// JSON, indented, with a line break at its end. What a terminal obeys is escaped: to who reads
/// the JSON it is the same text.
pub(super) fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let harmless = Harmless(PrettyFormatter::new());
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, harmless))?;
    writeln!(out)
}

struct Harmless<'a>(PrettyFormatter<'a>);

impl Formatter for Harmless<'_> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let is_escaped = |c: char| is_obeyed(c) || c == '#';
        let mut rest = fragment;
        while let Some((before, c)) = rest.find(is_escaped).and_then(|at| Some((&rest[..at], rest[at..].chars().next()?))) {
            let after = &rest[before.len() + c.len_utf8()..];
            // A single `#` is nothing to anyone.
            if c == '#' && !after.starts_with('#') {
                write!(out, "{before}#")?;
            } else {
                out.write_all(before.as_bytes())?;
                c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            }
            rest = after;
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_obey() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}\r\n"), "a?[31m\u{fffd} \n");
        assert_eq!(printable("##[add-path]/x ##vso[task] ## [a]"), "?#[add-path]/x ?#vso[task] ## [a]");
        assert_eq!(printable("####[a]##teamcity[b ##a ##"), "##?#[a]?#teamcity[b ##a ##");
        assert_eq!(printable("a\u{200b}\u{e0041}\u{ad}é"), "a\u{fffd}\u{1f7c9}\u{bf}é");
        assert_eq!(whole_line(" ::error::a\nb"), "\u{2060}::error::a␊b");
        assert_eq!(line("a\n::error::b\tc"), "a␊::error::b c");
        assert_eq!(
            xml("<a b=\"&\">\u{0}\u{85}\u{202e}##vso[]]>"),
            "&lt;a b=&quot;&amp;&quot;&gt;\u{fffd}&#133;&#8238;&#35;&#35;vso[]]&gt;"
        );
    }

    #[test]
    fn json_stays_the_same_text() {
        let text = "a\u{1b}\u{202e}\u{85}\u{e0041}\"\\\n##[a] # ###vso[b]é";
        let mut out = Vec::new();
        json(&[text], &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [text]);
        assert!(!written.contains(|c| is_obeyed(c) || c == '\t') && !written.contains("##"), "{written}");
    }

    #[test]
    fn uris_are_percent_encoded() {
        assert_eq!(uri("a b/ü#?.yaml"), "a%20b/%C3%BC%23%3F.yaml");
        assert_eq!(uri("/a:b"), "file:///a%3Ab");
        assert_eq!(uri("../x"), "../x");
    }
}
