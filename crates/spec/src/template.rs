//! Nodes with `${…}` in them become nodes without.

use crate::expression::{Mistake, Template, Value};
use crate::mirror::value_span;
use crate::scope::Scope;
use crate::tree::{Entry, Kind, Node, Scalar};
use std::collections::BTreeSet;
use virtc_model::nearest;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// Keys whose text is XML, in which `${` is nothing of ours.
const VERBATIM: [&str; 2] = ["metadata", "xml"];

/// Whether anything in the node has to be evaluated.
pub(crate) fn is_template(node: &Node) -> bool {
    match &node.kind {
        Kind::Scalar(scalar) => scalar.text.contains("${"),
        Kind::Mapping(entries) => {
            entries.iter().any(|entry| &*entry.key.text == "when" || entry.key.text.contains("${") || is_template(&entry.node))
        }
        Kind::List(items) => items.iter().any(is_template),
        Kind::Refused => false,
    }
}

/// The names that the expressions in a node use.
pub fn names(node: &Node, used: &mut BTreeSet<String>) {
    match &node.kind {
        Kind::Scalar(scalar) => {
            match Template::read(&scalar.text) {
                Ok(Some(template)) => used.extend(template.names().into_iter().map(str::to_owned)),
                Ok(None) => {}
                // Of what cannot be read, each word may have been meant as one.
                Err(_) => {
                    let expressions = scalar.text.split_once("${").map_or("", |(_, rest)| rest);
                    let words = expressions.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.'));
                    used.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
                }
            }
        }
        Kind::Mapping(entries) => entries.iter().for_each(|entry| names(&entry.node, used)),
        Kind::List(items) => items.iter().for_each(|item| names(item, used)),
        Kind::Refused => {}
    }
}

/// The settings with every expression replaced by what it stands for. What cannot be
/// evaluated is reported and refused.
pub(crate) fn settings<'e>(entries: impl IntoIterator<Item = &'e Entry>, scope: &Scope, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    entries.into_iter().filter_map(|entry| setting(entry, scope, diagnostics)).collect()
}

/// Reports an expression in a key. Whether there was one.
pub(crate) fn refuse_in_key(entry: &Entry, diagnostics: &mut Diagnostics) -> bool {
    let is_there = entry.key.text.replace("$${", "").contains("${");
    if is_there {
        diagnostics.push(Diagnostic::error(Code::BadExpression, entry.key.span, "an expression cannot stand in a key"));
    }
    is_there
}

/// `None` when the entry is left out: its `when` is false, or it is an empty value alone.
fn setting(entry: &Entry, scope: &Scope, diagnostics: &mut Diagnostics) -> Option<Entry> {
    if refuse_in_key(entry, diagnostics) {
        return Some(refused(entry));
    }
    if VERBATIM.contains(&&*entry.key.text) {
        return Some(entry.clone());
    }
    let node = match &entry.node.kind {
        Kind::Scalar(scalar) => {
            let text = match evaluated(scalar, entry.node.span, scope, diagnostics) {
                Ok(text) => text,
                Err(()) => return Some(refused(entry)),
            };
            let is_alone = scalar.text.starts_with("${") && scalar.text.ends_with('}');
            if is_alone && text.as_deref() == Some("") {
                return None;
            }
            scalar_node(&entry.node, text)
        }
        Kind::Mapping(entries) => {
            let mut entries = entries.as_slice();
            let rest: Vec<Entry>;
            if let Some(at) = entries.iter().position(|entry| &*entry.key.text == "when") {
                match condition(&entries[at], scope, diagnostics) {
                    Some(true) => {}
                    Some(false) => return None,
                    None => return Some(refused(entry)),
                }
                rest = entries.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, entry)| entry.clone()).collect();
                entries = &rest;
            }
            let kept = settings(entries, scope, diagnostics);
            // What holds nothing but mappings whose `when` is false is left out with them.
            if kept.is_empty() && !entries.is_empty() && entries.iter().all(has_condition) {
                return None;
            }
            Node { span: entry.node.span, kind: Kind::Mapping(kept) }
        }
        Kind::List(items) => Node { span: entry.node.span, kind: Kind::List(list(items, scope, diagnostics)) },
        Kind::Refused => entry.node.clone(),
    };
    Some(Entry { key: entry.key.clone(), node })
}

fn has_condition(entry: &Entry) -> bool {
    match &entry.node.kind {
        Kind::Mapping(entries) => {
            entries.iter().any(|entry| &*entry.key.text == "when") || (!entries.is_empty() && entries.iter().all(has_condition))
        }
        _ => false,
    }
}

fn list(items: &[Node], scope: &Scope, diagnostics: &mut Diagnostics) -> Vec<Node> {
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        // An item is left out for the same reasons as an entry.
        let entry = Entry { key: crate::tree::Key { text: Box::default(), span: item.span }, node: item.clone() };
        kept.extend(setting(&entry, scope, diagnostics).map(|entry| entry.node));
    }
    kept
}

/// What `when` says.
fn condition(entry: &Entry, scope: &Scope, diagnostics: &mut Diagnostics) -> Option<bool> {
    let scalar = entry.node.scalar();
    let text = match scalar {
        Some(scalar) => evaluated(scalar, entry.node.span, scope, diagnostics).ok()?.unwrap_or_else(|| scalar.text.clone()),
        None => Box::default(),
    };
    match &*text {
        "true" => Some(true),
        "false" | "" if scalar.is_some() => Some(false),
        other => {
            let message = format!("`when` is true or false, not `{other}`");
            diagnostics.push(Diagnostic::error(Code::WrongType, value_span(entry), message).help("compare, as in `${n == 1}`"));
            None
        }
    }
}

/// The text of a scalar with its expressions evaluated; `None` when there are none.
pub(crate) fn evaluated(scalar: &Scalar, span: Span, scope: &Scope, diagnostics: &mut Diagnostics) -> Result<Option<Box<str>>, ()> {
    let result = Template::read(&scalar.text).and_then(|template| template.map(|template| template.evaluate(scope)).transpose());
    match result {
        Ok(text) => Ok(text.map(Into::into)),
        Err(mistakes) => {
            diagnostics.extend(mistakes.into_iter().map(|mistake| report(mistake, scalar, span, scope)));
            Err(())
        }
    }
}

/// How many names there may be for all of them to be named where another is asked for.
const NAMED: usize = 64;

fn report(mistake: Mistake, scalar: &Scalar, span: Span, scope: &Scope) -> Diagnostic {
    let place = inside(&mistake, scalar, span);
    match mistake.unknown {
        None => Diagnostic::error(Code::BadExpression, place, mistake.message),
        Some(name) => {
            let diagnostic = Diagnostic::error(Code::UnknownName, place, mistake.message);
            let known = scope.names();
            match nearest::nearest(&name, known.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None if known.is_empty() || known.len() > NAMED => {
                    diagnostic.help("declare it under `vars`; for the text itself write `$${`")
                }
                None => diagnostic.help(format!("there are `{}`; for the text itself write `$${{`", known.join("`, `"))),
            }
        }
    }
}

/// The place of a mistake in the file, when the text stands there as it is.
fn inside(mistake: &Mistake, scalar: &Scalar, span: Span) -> Span {
    let (written, length) = ((span.end - span.start) as usize, scalar.text.len());
    let quotes = match written.checked_sub(length) {
        Some(0) => 0,
        Some(2) if scalar.quoted => 1,
        _ => return span,
    };
    let start = span.start as usize + quotes;
    Span::new(span.file, start + mistake.place.start, start + mistake.place.end)
}

fn scalar_node(node: &Node, text: Option<Box<str>>) -> Node {
    match (text, &node.kind) {
        // What comes out of an expression is never nothing, not even the word `null`.
        (Some(text), Kind::Scalar(scalar)) => {
            let quoted = scalar.quoted || Scalar { text: text.clone(), quoted: false }.is_null();
            Node { span: node.span, kind: Kind::Scalar(Scalar { text, quoted }) }
        }
        _ => node.clone(),
    }
}

fn refused(entry: &Entry) -> Entry {
    Entry { key: entry.key.clone(), node: Node { span: entry.node.span, kind: Kind::Refused } }
}

/// The value that a scalar gives to a name.
pub(crate) fn value(scalar: &Scalar) -> Value {
    if scalar.quoted { Value::Text(scalar.text.to_string()) } else { Value::of_scalar(&scalar.text) }
}
