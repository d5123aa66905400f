//! Exceptions in comments: `# virtc: allow(rule) reason`, in XML `<!-- virtc: allow(rule) -->`.
//!
//! One stands for what begins on its line or, alone on a line, for what begins on the next.

use super::{Exceptions, Selector};
use std::collections::HashMap;
use std::ops::Range;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::notation;
use virtc_spec::tree::{Entry, Kind, Node};
use virtc_spec::{Notation, Source};

const MARK: &str = "virtc:";

/// Adds the exceptions of a file. What is wrong with one is reported.
pub(super) fn read(source: &Source, exceptions: &mut Exceptions, diagnostics: &mut Diagnostics) {
    // Nearly all files have none.
    if !source.text.contains(MARK) {
        return;
    }
    match source.notation {
        Notation::Xml => in_xml(source, exceptions, diagnostics),
        Notation::Yaml | Notation::Toml => in_tree(source, exceptions, diagnostics),
    }
}

fn in_tree(source: &Source, exceptions: &mut Exceptions, diagnostics: &mut Diagnostics) {
    // What is wrong with the file has been said already.
    let roots = notation::read(source, &mut Diagnostics::new());
    let tree = Tree::new(&roots);
    let lines: Vec<(&str, usize)> = lines(&source.text).collect();
    let mut found: Vec<(Vec<Selector>, Span, Option<usize>)> = Vec::new();
    // From the end on, so that each line knows the next one that says something.
    let mut next = None;
    for (line, start) in lines.into_iter().rev() {
        if let Some((comment, body)) = comment(source, line, start, &tree) {
            let own_line = line[..comment.start as usize - start].trim().is_empty();
            let from = if own_line { next } else { Some((line, start)) };
            let target = from.and_then(|(line, start)| tree.target(source.notation, line, start));
            found.extend(selectors(body, comment, diagnostics).map(|selectors| (selectors, comment, target)));
        }
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            next = Some((line, start));
        }
    }
    let mut groups: HashMap<usize, usize> = HashMap::new();
    let wanted: Vec<usize> = found.iter().filter_map(|(.., target)| *target).collect();
    let places = covered(&roots, wanted, exceptions, &mut groups);
    exceptions.cover(source.id, places);
    for (selectors, comment, target) in found.into_iter().rev() {
        let group = target.and_then(|target| groups.get(&target).copied());
        exceptions.add(selectors, group.into_iter().collect(), comment, false);
    }
}

fn in_xml(source: &Source, exceptions: &mut Exceptions, diagnostics: &mut Diagnostics) {
    let Ok(document) = virtc_model::xml::parse(&source.text) else { return };
    let span = |range: Range<usize>| Span::new(source.id, range.start, range.end);
    let mut places: HashMap<Span, usize> = HashMap::new();
    for parent in document.descendants().filter(roxmltree::Node::has_children) {
        let mut next = None;
        for node in parent.children().rev() {
            if node.is_element() {
                next = Some(span(node.range()));
            }
            let body = node.text().filter(|_| node.is_comment()).and_then(|text| text.trim().strip_prefix(MARK));
            let Some(body) = body else { continue };
            let place = span(node.range());
            if let Some(selectors) = selectors(body, place, diagnostics) {
                let group = next.map(|next| *places.entry(next).or_insert_with(|| exceptions.group(None)));
                exceptions.add(selectors, group.into_iter().collect(), place, false);
            }
        }
    }
    exceptions.cover(source.id, places.into_iter().collect());
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
fn comment<'a>(source: &Source, line: &'a str, start: usize, tree: &Tree) -> Option<(Span, &'a str)> {
    let at = line.match_indices('#').map(|(at, _)| at).find(|at| line[at + 1..].trim_start().starts_with(MARK))?;
    let span = Span::new(source.id, start + at, start + line.len());
    let body = line[at + 1..].trim_start().strip_prefix(MARK)?;
    (!tree.is_inside(span.start)).then_some((span, body))
}

/// What stands where in a file.
struct Tree {
    /// Where keys, or items of lists, begin, and which one in the order of visits that is.
    starts: Vec<(u32, usize)>,
    /// The places of keys and scalars, each as long as any that begins before it.
    values: Vec<(u32, u32)>,
}

impl Tree {
    fn new(roots: &[Node]) -> Self {
        let (mut starts, mut values) = (Vec::new(), Vec::new());
        for root in roots {
            visit(root, &mut |place, node| {
                starts.push((place.start, starts.len()));
                values.push((place.start, place.end));
                if matches!(node.kind, Kind::Scalar(_) | Kind::Refused) {
                    values.push((node.span.start, node.span.end));
                }
            });
        }
        starts.sort_unstable();
        values.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut values {
            reach = reach.max(*end);
            *end = reach;
        }
        Self { starts, values }
    }

    /// Whether a byte stands inside a key or a value.
    fn is_inside(&self, at: u32) -> bool {
        let before = self.values.partition_point(|(start, _)| *start < at);
        self.values[..before].last().is_some_and(|(_, end)| at < *end)
    }

    /// Which key or item it is that begins on a line.
    fn target(&self, notation: Notation, line: &str, start: usize) -> Option<usize> {
        // A header, or a dotted key, is about the last of its keys.
        let length = match notation {
            Notation::Toml if !line.trim_start().starts_with('[') => line.find('=')?,
            _ => line.len(),
        };
        let from = self.starts.partition_point(|(at, _)| (*at as usize) < start);
        let to = self.starts.partition_point(|(at, _)| (*at as usize) < start + length);
        let here = &self.starts[from..to];
        match notation {
            Notation::Toml => here.last().map(|(_, number)| *number),
            Notation::Yaml | Notation::Xml => here.first().map(|(_, number)| *number),
        }
    }
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

/// The places of the keys and values below the wanted ones, themselves included, each with the group of
/// the innermost one. `wanted` are numbers in the order of visits.
fn covered(roots: &[Node], mut wanted: Vec<usize>, exceptions: &mut Exceptions, groups: &mut HashMap<usize, usize>) -> Vec<(Span, usize)> {
    wanted.sort_unstable();
    wanted.dedup();
    let mut cover = Cover { wanted: wanted.into_iter().peekable(), number: 0, places: Vec::new(), exceptions, groups };
    roots.iter().for_each(|root| cover.below(root, None));
    cover.places
}

struct Cover<'a, I: Iterator<Item = usize>> {
    wanted: std::iter::Peekable<I>,
    number: usize,
    places: Vec<(Span, usize)>,
    exceptions: &'a mut Exceptions,
    groups: &'a mut HashMap<usize, usize>,
}

impl<I: Iterator<Item = usize>> Cover<'_, I> {
    fn below(&mut self, node: &Node, group: Option<usize>) {
        match &node.kind {
            Kind::Mapping(entries) => entries.iter().for_each(|Entry { key, node }| self.one(key.span, node, group)),
            Kind::List(items) => items.iter().for_each(|item| self.one(item.anchor(), item, group)),
            Kind::Scalar(_) | Kind::Refused => self.places.extend(group.map(|group| (node.span, group))),
        }
    }

    fn one(&mut self, place: Span, node: &Node, above: Option<usize>) {
        let number = self.number;
        self.number += 1;
        let is_wanted = self.wanted.next_if_eq(&number).is_some();
        let group = if is_wanted { Some(self.exceptions.group(above)) } else { above };
        if let Some(group) = group.filter(|_| is_wanted) {
            self.groups.insert(number, group);
        }
        if let Some(group) = group {
            self.places.push((place, group));
        }
        self.below(node, group);
    }
}

/// How many rules a comment may name: each is looked for among all.
const RULES: usize = 100;

/// What `allow(a, b) reason` allows.
fn selectors(body: &str, comment: Span, diagnostics: &mut Diagnostics) -> Option<Vec<Selector>> {
    let mut refuse = |message: String| diagnostics.push(Diagnostic::warning(Code::BadException, comment, message).help(HELP));
    let Some((names, _reason)) = body.trim().strip_prefix("allow(").and_then(|rest| rest.split_once(')')) else {
        refuse("virtc does not understand this comment".to_owned());
        return None;
    };
    let mut selectors = Vec::new();
    for (at, name) in names.split(',').map(str::trim).enumerate() {
        if at == RULES {
            refuse(format!("this allows more than {RULES} rules"));
            break;
        }
        match name.parse() {
            Ok(Selector::Warnings) => refuse("`warnings` is no rule".to_owned()),
            Ok(selector) => selectors.push(selector),
            Err(message) => refuse(message),
        }
    }
    (!selectors.is_empty()).then_some(selectors)
}

const HELP: &str = "write `virtc: allow(RULE) reason`; `virtc rules` lists the rules";
