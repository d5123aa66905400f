//! TOML out: a table for everything that does not fit on a line.

use super::{Comments, Origin, Spec, WIDTH, is_flat, is_plain_number, quoted, trailing};
use crate::tree::{Entry, Kind, Node, Scalar};
use virtc_model::span::Span;

pub(super) fn write(domains: &[Spec<'_>], origin: Option<Origin<'_>>) -> String {
    let mut out = String::from("identity = \"written\"\n");
    if domains.is_empty() {
        out.push_str("domains = {}\n");
    }
    for domain in domains {
        let mut writer = Writer { out: String::new(), comments: Comments::new(domain.settings, domain.comments), origin };
        let path = format!("domains.{}", key(domain.name));
        writer.out.push_str(&format!("\n[{path}]\n"));
        if let Kind::Mapping(entries) = &domain.settings.kind {
            writer.table(entries, &path);
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
    /// What fits on lines first, then a table for each of the others: a table has no way back.
    fn table(&mut self, entries: &[Entry], path: &str) {
        let (mut lines, mut tables) = (Vec::new(), Vec::new());
        for entry in entries {
            // Devices stand in their order, so after the first table the others are tables too.
            let is_mapping = matches!(entry.node.kind, Kind::Mapping(_));
            let follows = is_mapping && !tables.is_empty();
            if follows || !self.is_line(entry) { tables.push(entry) } else { lines.push(entry) }
        }
        for entry in lines {
            self.comments(entry);
            self.out.push_str(&key(&entry.key.text));
            self.out.push_str(" = ");
            self.value(&entry.node);
            self.out.push('\n');
        }
        for entry in tables {
            let Kind::Mapping(inner) = &entry.node.kind else { continue };
            let path = format!("{path}.{}", key(&entry.key.text));
            let own_lines = inner.iter().any(|entry| self.is_line(entry));
            let comments = self.comments.take(entry);
            // A table that holds nothing but tables needs no header of its own.
            if own_lines || inner.is_empty() || !comments.is_empty() {
                self.out.push('\n');
                for line in comments {
                    self.out.push_str(&line);
                    self.out.push('\n');
                }
                self.out.push_str(&format!("[{path}]\n"));
            }
            self.table(inner, &path);
        }
    }

    fn comments(&mut self, entry: &Entry) {
        for line in self.comments.take(entry) {
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    /// Whether an entry is written as `key = value`.
    fn is_line(&self, entry: &Entry) -> bool {
        match &entry.node.kind {
            Kind::Mapping(entries) if entries.is_empty() => true,
            Kind::Mapping(_) => {
                is_flat(&entry.node)
                    && self.origin.is_none()
                    && !self.comments.inside(&entry.node)
                    && entry.key.text.len() + inline(&entry.node).len() <= WIDTH
            }
            _ => true,
        }
    }

    fn value(&mut self, node: &Node) {
        let Kind::List(items) = &node.kind else {
            self.out.push_str(&inline(node));
            self.out.push_str(&trailing(self.origin, node.span));
            return;
        };
        let whole = inline(node);
        if whole.len() <= WIDTH && (self.origin.is_none() || items.is_empty()) {
            self.out.push_str(&whole);
            return;
        }
        self.out.push_str("[\n");
        for item in items {
            self.out.push_str("  ");
            self.out.push_str(&inline(item));
            self.out.push(',');
            self.out.push_str(&trailing(self.origin, first_value(item)));
            self.out.push('\n');
        }
        self.out.push(']');
    }
}

/// Where the first value of a node was written.
fn first_value(node: &Node) -> Span {
    match &node.kind {
        Kind::Mapping(entries) => entries.first().map_or(node.span, |entry| first_value(&entry.node)),
        Kind::List(items) => items.first().map_or(node.span, first_value),
        Kind::Scalar(_) | Kind::Refused => node.span,
    }
}

/// A value on one line, but for texts of several lines.
fn inline(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar(scalar) => self::scalar(scalar),
        Kind::Mapping(entries) if entries.is_empty() => "{}".to_owned(),
        Kind::Mapping(entries) => {
            let parts: Vec<String> = entries.iter().map(|entry| format!("{} = {}", key(&entry.key.text), inline(&entry.node))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        Kind::List(items) => {
            let parts: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", parts.join(", "))
        }
        Kind::Refused => "{}".to_owned(),
    }
}

pub(super) fn key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if bare {
        return key.to_owned();
    }
    let mut out = String::new();
    quoted(key, &mut out);
    out
}

/// A text on one line; what was in quotes stays a text.
pub(super) fn value(text: &str, in_quotes: bool) -> String {
    if !in_quotes {
        return scalar(&Scalar { text: text.into(), quoted: false });
    }
    let mut out = String::new();
    quoted(text, &mut out);
    out
}

fn scalar(scalar: &Scalar) -> String {
    let text = &*scalar.text;
    if is_plain_number(text) || (!scalar.quoted && (text == "true" || text == "false")) {
        return text.to_owned();
    }
    let literal = text.contains('\n')
        && !text.contains("'''")
        && text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control())
        && !text.ends_with('\'');
    if literal {
        return format!("'''\n{text}'''");
    }
    let mut out = String::new();
    quoted(text, &mut out);
    out
}
