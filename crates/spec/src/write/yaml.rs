//! YAML out: blocks, small mappings on one line, and quotes around everything that some
//! reader of YAML would take for something else than text.

use super::{Comments, Origin, Spec, WIDTH, is_flat, is_plain_number, quoted, trailing};
use crate::tree::{Entry, Kind, Node, Scalar};

pub(super) fn write(domains: &[Spec<'_>], origin: Option<Origin<'_>>) -> String {
    let mut out = String::from("identity: written\ndomains:\n");
    for domain in domains {
        let mut writer = Writer { out: String::new(), comments: Comments::new(domain.settings, domain.comments), origin };
        writer.indent(1);
        writer.key(domain.name);
        match &domain.settings.kind {
            Kind::Mapping(entries) if !entries.is_empty() => {
                writer.out.push('\n');
                writer.entries(entries, 2);
            }
            _ => writer.out.push_str(" {}\n"),
        }
        out.push_str(&writer.out);
    }
    out
}

struct Writer<'a> {
    out: String,
    comments: Comments,
    origin: Option<Origin<'a>>,
}

impl Writer<'_> {
    fn entries(&mut self, entries: &[Entry], depth: usize) {
        for entry in entries {
            self.comments(entry, depth);
            self.indent(depth);
            self.entry(entry, depth);
        }
    }

    fn comments(&mut self, entry: &Entry, depth: usize) {
        for line in self.comments.take(entry) {
            self.indent(depth);
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    /// A key and its value; the line is indented already.
    fn entry(&mut self, entry: &Entry, depth: usize) {
        self.key(&entry.key.text);
        match &entry.node.kind {
            Kind::Scalar(scalar) => {
                self.out.push(' ');
                self.scalar(scalar, depth, &trailing(self.origin, entry.node.span));
                self.out.push('\n');
            }
            Kind::Mapping(entries) => match self.on_one_line(&entry.node, depth, entry.key.text.len()) {
                Some(line) => {
                    self.out.push(' ');
                    self.out.push_str(&line);
                    self.out.push_str(&trailing(self.origin, entry.node.span));
                    self.out.push('\n');
                }
                None => {
                    self.out.push('\n');
                    self.entries(entries, depth + 1);
                }
            },
            Kind::List(items) if items.is_empty() => self.out.push_str(" []\n"),
            Kind::List(items) => {
                self.out.push('\n');
                self.items(items, depth + 1);
            }
            Kind::Refused => self.out.push('\n'),
        }
    }

    fn items(&mut self, items: &[Node], depth: usize) {
        for item in items {
            match &item.kind {
                Kind::Mapping(entries) => {
                    if let Some(line) = self.on_one_line(item, depth, 2) {
                        self.indent(depth);
                        self.out.push_str("- ");
                        self.out.push_str(&line);
                        self.out.push_str(&trailing(self.origin, item.span));
                        self.out.push('\n');
                        continue;
                    }
                    for (at, entry) in entries.iter().enumerate() {
                        self.comments(entry, depth + usize::from(at > 0));
                        self.indent(depth);
                        self.out.push_str(if at == 0 { "- " } else { "  " });
                        self.entry(entry, depth + 1);
                    }
                }
                Kind::Scalar(scalar) => {
                    self.indent(depth);
                    self.out.push_str("- ");
                    self.scalar(scalar, depth, &trailing(self.origin, item.span));
                    self.out.push('\n');
                }
                Kind::List(inner) => {
                    // No field of the format holds lists of lists.
                    self.items(inner, depth);
                }
                Kind::Refused => {}
            }
        }
    }

    /// `{ file: /a, format: raw }`, when it is short and nothing in it needs lines of its own.
    fn on_one_line(&self, node: &Node, depth: usize, before: usize) -> Option<String> {
        let Kind::Mapping(entries) = &node.kind else { return None };
        if entries.is_empty() {
            return Some("{}".to_owned());
        }
        if !is_flat(node) || self.origin.is_some() || self.comments.inside(node) {
            return None;
        }
        let mut inner = Self { out: String::new(), comments: Comments::default(), origin: None };
        inner.out.push_str("{ ");
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 {
                inner.out.push_str(", ");
            }
            inner.key(&entry.key.text);
            inner.out.push(' ');
            if let Kind::Scalar(scalar) = &entry.node.kind {
                inner.scalar(scalar, 0, "");
            }
        }
        inner.out.push_str(" }");
        (depth * 2 + before + inner.out.len() <= WIDTH).then_some(inner.out)
    }

    fn key(&mut self, key: &str) {
        // A colon inside a plain key is fine as long as no blank follows it.
        if is_plain(key) || (key.contains(':') && is_plain(&key.replace(':', ""))) {
            self.out.push_str(key);
        } else {
            quoted(key, &mut self.out);
        }
        self.out.push(':');
    }

    /// A scalar and the comment behind it.
    fn scalar(&mut self, scalar: &Scalar, depth: usize, comment: &str) {
        let text = &*scalar.text;
        if scalar.quoted && !is_plain(text) && is_block(text) {
            return self.block(text, depth, comment);
        }
        if !scalar.quoted || is_plain(text) {
            self.out.push_str(text);
        } else {
            quoted(text, &mut self.out);
        }
        self.out.push_str(comment);
    }

    /// A text of several lines, as it stands.
    fn block(&mut self, text: &str, depth: usize, comment: &str) {
        let (ending, body) = match text.strip_suffix('\n') {
            Some(body) => ("", body),
            None => ("-", text),
        };
        // Blanks at the beginning would be taken for the indentation.
        let indentation = if body.starts_with(' ') { "2" } else { "" };
        self.out.push_str(&format!("|{indentation}{ending}{comment}"));
        for line in body.split('\n') {
            self.out.push('\n');
            if !line.is_empty() {
                self.indent(depth + 1);
                self.out.push_str(line);
            }
        }
    }

    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }
}

/// A text on one line, without quotes where they were not thought necessary.
pub(super) fn value(text: &str, in_quotes: bool) -> String {
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    let is_simple = starts && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'));
    if (is_simple || is_plain(text)) && !in_quotes {
        return text.to_owned();
    }
    let mut out = String::new();
    quoted(text, &mut out);
    out
}

/// Whether a text of several lines can stand as a block and comes back the same.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_printable = |c: char| c == '\n' || c == '\t' || (!c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'));
    text.contains('\n') && !body.is_empty() && !body.starts_with(['\n', '\t']) && !body.ends_with('\n') && body.chars().all(is_printable)
}

/// Whether a text needs no quotes: no reader of YAML 1.1 or 1.2 takes it for anything else.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts = first.is_ascii_alphabetic() || matches!(first, '/' | '_');
    let safe = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '@' | '%' | '=' | '~'));
    if is_plain_number(text) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let retyped = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&lower.as_str());
    starts && safe && !retyped && !lower.starts_with(".inf") && !lower.starts_with(".nan")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_quotes() {
        for plain in ["host-model", "/var/lib/a.qcow2", "pc-q35-9.2", "4", "-1", "org.qemu.guest_agent.0"] {
            assert!(is_plain(plain), "{plain}");
        }
        for quoted in [
            "",
            "no",
            "ON",
            "null",
            "~",
            "12:30",
            "52:54:00:12:34:56",
            "0640",
            "0x10",
            "1e3",
            "2.0",
            "2001-12-14",
            "a: b",
            "a #b",
            "- a",
            "${x}",
            "1_000",
            "é",
        ] {
            assert!(!is_plain(quoted), "{quoted}");
        }
    }
}
