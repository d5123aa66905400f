//! The tree that every notation is read into.
//!
//! A scalar is its source text until a field gives it a type: `2.0`, `0640`, `0123` and
//! `null` mean what they say. Everything after the readers works on this tree and never
//! asks which notation it came from.

use crate::limits::BYTES_OF_VALUE;
use std::collections::HashMap;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// A value and where it was written.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A text, number, boolean, date or nothing.
    Scalar(Scalar),
    /// Keys and values, in the order of the file.
    Mapping(Vec<Entry>),
    /// Values.
    List(Vec<Node>),
    /// Something that the reader has refused and reported.
    Refused,
}

/// A scalar: its text, and whether it stood in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Its text.
    pub text: Box<str>,
    /// Whether it can only be meant as text.
    pub quoted: bool,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub node: Node,
}

/// A key and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its text.
    pub text: Box<str>,
    /// Where it was written.
    pub span: Span,
}

impl Node {
    /// The scalar, when it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// What it is called in messages.
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar(_) => "a scalar",
            Kind::Mapping(_) => "a mapping",
            Kind::List(_) => "a list",
            Kind::Refused => "nothing",
        }
    }

    /// A place short enough to point at: that of a scalar, or of the first key.
    pub fn anchor(&self) -> Span {
        match &self.kind {
            Kind::Mapping(entries) => entries.first().map_or(self.span, |entry| entry.key.span),
            Kind::List(items) => items.first().map_or(self.span, Node::anchor),
            Kind::Scalar(_) | Kind::Refused => self.span,
        }
    }

    /// How deep it is nested; a scalar is 1 deep.
    pub fn depth(&self) -> usize {
        let deepest = match &self.kind {
            Kind::Scalar(_) | Kind::Refused => None,
            Kind::Mapping(entries) => entries.iter().map(|entry| entry.node.depth()).max(),
            Kind::List(items) => items.iter().map(Self::depth).max(),
        };
        1 + deepest.unwrap_or_default()
    }

    /// How many nodes it holds, itself included, counted up to `most`.
    pub fn count(&self, most: usize) -> usize {
        let mut sum = 1;
        let mut add = |node: &Self| {
            if sum < most {
                sum += node.count(most - sum);
            }
        };
        match &self.kind {
            Kind::Scalar(_) | Kind::Refused => {}
            Kind::Mapping(entries) => entries.iter().for_each(|entry| add(&entry.node)),
            Kind::List(items) => items.iter().for_each(add),
        }
        sum
    }

    /// How much a copy of it takes, counted up to `most`: as many nodes as it holds, and one more for
    /// every so many bytes of its texts.
    pub fn weight(&self, most: usize) -> usize {
        let of = |text: &str| text.len() / BYTES_OF_VALUE;
        let mut sum = 1 + self.scalar().map_or(0, |scalar| of(&scalar.text));
        let mut add = |own: usize, node: &Self| {
            if sum < most {
                sum += own + node.weight(most - sum);
            }
        };
        match &self.kind {
            Kind::Scalar(_) | Kind::Refused => {}
            Kind::Mapping(entries) => entries.iter().for_each(|entry| add(of(&entry.key.text), &entry.node)),
            Kind::List(items) => items.iter().for_each(|item| add(0, item)),
        }
        sum
    }
}

impl Scalar {
    /// Whether it says nothing: `null`, `~` or an empty place, without quotes.
    pub fn is_null(&self) -> bool {
        !self.quoted && matches!(&*self.text, "" | "~" | "null" | "Null" | "NULL")
    }
}

/// Drops every key that stands twice, and reports both places.
pub fn refuse_duplicates(entries: &mut Vec<Entry>, diagnostics: &mut Diagnostics) {
    let mut first: HashMap<Box<str>, Span> = HashMap::new();
    // Few keys are compared faster than hashed.
    let few = entries.len() <= 8;
    if few && !(1..entries.len()).any(|at| entries[..at].iter().any(|other| other.key.text == entries[at].key.text)) {
        return;
    }
    entries.retain(|entry| match first.get(&entry.key.text) {
        None => {
            first.insert(entry.key.text.clone(), entry.key.span);
            true
        }
        Some(span) => {
            let message = format!("the key `{}` stands twice", entry.key.text);
            diagnostics.push(Diagnostic::error(Code::DuplicateKey, entry.key.span, message).label("again").related(*span, "first here"));
            false
        }
    });
}
