//! Exceptions in comments: `# virtc: allow(rule) reason`, in XML `<!-- virtc: allow(rule) -->`.
//!
//! One stands for what begins on its line or, alone on a line, for what begins on the next.

use super::{Covers, Exception, Selector};
use std::sync::atomic::AtomicBool;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};
use virtc_spec::notation;
use virtc_spec::tree::{Entry, Kind, Node};
use virtc_spec::{Notation, Source};

const MARK: &str = "virtc:";

/// The exceptions of a file. What is wrong with one is reported.
pub(super) fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Exception> {
    // Nearly all files have none.
    if !source.text.contains(MARK) {
        return Vec::new();
    }
    match source.notation {
        Notation::Xml => in_xml(source, diagnostics),
        Notation::Yaml | Notation::Toml => in_tree(source, diagnostics),
    }
}

fn in_tree(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Exception> {
    // What is wrong with the file has been said already.
    let roots = notation::read(source, &mut Vec::new());
    let mut places = Vec::new();
    for root in &roots {
        collect(root, &mut places);
    }
    let mut found = Vec::new();
    for (line, start) in lines(&source.text) {
        let Some((comment, body)) = comment(source, line, start, &places) else { continue };
        let own_line = line[..comment.start as usize - start].trim().is_empty();
        let from = if own_line { next_line(&source.text, comment.end as usize) } else { Some(start) };
        let covered = from.and_then(|start| target(source, start, &roots)).unwrap_or_default();
        found.extend(selectors(body, comment, diagnostics).map(|selectors| exception(selectors, covered, comment)));
    }
    found
}

fn in_xml(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Exception> {
    let Ok(document) = virtc_model::xml::parse(&source.text) else { return Vec::new() };
    let mut found = Vec::new();
    for comment in document.descendants().filter(roxmltree::Node::is_comment) {
        let Some(body) = comment.text().and_then(|text| text.trim().strip_prefix(MARK)) else { continue };
        let span = |range: std::ops::Range<usize>| Span::new(source.id, range.start, range.end);
        let place = span(comment.range());
        let covered = comment.next_sibling_element().map(|element| span(element.range()));
        found.extend(selectors(body, place, diagnostics).map(|selectors| exception(selectors, covered.into_iter().collect(), place)));
    }
    found
}

fn exception(selectors: Vec<Selector>, covered: Vec<Span>, span: Span) -> Exception {
    Exception { selectors, covers: Covers::Places(covered), span, used: AtomicBool::new(false) }
}

/// Every line, with its start.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (line.trim_end_matches(['\n', '\r']), at)
    })
}

/// The comment of a line that is meant for virtc, and what it says. Inside a value it is none.
fn comment<'a>(source: &Source, line: &'a str, start: usize, values: &[Span]) -> Option<(Span, &'a str)> {
    let at = line.match_indices('#').map(|(at, _)| at).find(|at| line[at + 1..].trim_start().starts_with(MARK))?;
    let span = Span::new(source.id, start + at, start + line.len());
    let is_inside = values.iter().any(|value| value.start < span.start && span.start < value.end);
    let body = line[at + 1..].trim_start().strip_prefix(MARK)?;
    (!is_inside).then_some((span, body))
}

/// Where the first line after `end` begins that says something.
fn next_line(text: &str, end: usize) -> Option<usize> {
    let says_something = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    lines(&text[end..]).skip(1).find(|(line, _)| says_something(line)).map(|(_, start)| end + start)
}

/// The keys and values of what begins on the line at `start`.
fn target(source: &Source, start: usize, roots: &[Node]) -> Option<Vec<Span>> {
    let end = source.text[start..].find('\n').map_or(source.text.len(), |length| start + length);
    let line = &source.text[start..end];
    // A header, or a dotted key, is about the last of its keys.
    let until = match source.notation {
        Notation::Toml if line.trim_start().starts_with('[') => end,
        Notation::Toml => start + line.find('=')?,
        Notation::Yaml | Notation::Xml => end,
    };
    let mut found: Option<(Span, &Node)> = None;
    for root in roots {
        visit(root, &mut |span, node| {
            let is_here = (start..until).contains(&(span.start as usize));
            let is_better = match source.notation {
                Notation::Toml => found.is_none_or(|(known, _)| known.start <= span.start),
                Notation::Yaml | Notation::Xml => found.is_none(),
            };
            if is_here && is_better {
                found = Some((span, node));
            }
        });
    }
    let (key, node) = found?;
    let mut covered = vec![key];
    collect(node, &mut covered);
    Some(covered)
}

/// Calls `found` with every key, or item of a list, and its value: the outer ones first.
fn visit<'a>(node: &'a Node, found: &mut impl FnMut(Span, &'a Node)) {
    match &node.kind {
        Kind::Mapping(entries) => {
            for Entry { key, node } in entries {
                found(key.span, node);
                visit(node, found);
            }
        }
        Kind::List(items) => {
            for item in items {
                found(item.anchor(), item);
                visit(item, found);
            }
        }
        Kind::Scalar(_) | Kind::Refused => {}
    }
}

/// The places of all keys and scalars below a node, itself included.
fn collect(node: &Node, places: &mut Vec<Span>) {
    match &node.kind {
        Kind::Mapping(entries) => {
            for Entry { key, node } in entries {
                places.push(key.span);
                collect(node, places);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| collect(item, places)),
        Kind::Scalar(_) | Kind::Refused => places.push(node.span),
    }
}

/// What `allow(a, b) reason` allows.
fn selectors(body: &str, comment: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Selector>> {
    let mut refuse = |message: String| diagnostics.push(Diagnostic::warning(Code::BadException, comment, message).help(HELP));
    let Some((names, _reason)) = body.trim().strip_prefix("allow(").and_then(|rest| rest.split_once(')')) else {
        refuse("virtc does not understand this comment".to_owned());
        return None;
    };
    let mut selectors = Vec::new();
    for name in names.split(',').map(str::trim) {
        match name.parse() {
            Ok(Selector::Warnings) => refuse("`warnings` is no rule".to_owned()),
            Ok(selector) => selectors.push(selector),
            Err(message) => refuse(message),
        }
    }
    (!selectors.is_empty()).then_some(selectors)
}

const HELP: &str = "write `virtc: allow(RULE) reason`; `virtc rules` lists the rules";
