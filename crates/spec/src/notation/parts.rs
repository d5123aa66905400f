//! A large file is read in parts, on all cores.
//!
//! It is cut between domains. What the parts give when they are read alone is what the whole
//! file gives, as long as none of them has a mistake, and none needs what another says: then
//! nothing reaches over a cut. Else the file is read as a whole, which finds what is wrong.

use super::{toml, yaml};
use crate::limits::DEPTH;
use crate::source::{Notation, Source};
use crate::tree::{Entry, Kind, Node, refuse_duplicates};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::atomic::AtomicUsize;
use virtc_model::Diagnostics;

/// How large a part is, in bytes; smaller files are read as a whole.
const SIZE: usize = 128 << 10;

/// How many times as large a part of TOML may be: its parser takes fifty times what it reads.
const LARGEST: usize = 64;

const DOMAINS: &str = "domains";

/// Reads a file of several parts. `None` when it has to be read as a whole.
pub(super) fn read(source: &Source, most: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    of_size(source, SIZE, most, diagnostics)
}

pub(super) fn of_size(source: &Source, size: usize, most: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    if source.text.len() < 2 * size {
        return None;
    }
    match source.notation {
        Notation::Yaml => yaml(source, size, most, diagnostics),
        Notation::Toml => toml(source, size, most),
        Notation::Xml => None,
    }
}

/// `domains` of block YAML: a part is some of its entries, which is a mapping of its own.
fn yaml(source: &Source, size: usize, most: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = &*source.text;
    let block = block_of_domains(text)?;
    let first = text[block.clone()].lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    let is_entry = |line: &str| {
        let (blanks, rest) = line.split_at_checked(indent).unwrap_or_default();
        blanks.bytes().all(|byte| byte == b' ') && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "_'\"".contains(c))
    };
    let cuts = cuts(text, block.clone(), size, is_entry);
    if cuts.is_empty() {
        return None;
    }
    let mut parts = ranges(0, cuts, block.end);
    if block.end < text.len() {
        parts.push(block.end..text.len());
    }
    let left = AtomicUsize::new(most);
    let read_part = |part: &Range<usize>| {
        // Without the top of the file, everything is nested one less deep.
        let is_inside = part.start > 0 && part.start < block.end;
        yaml::read_part(source, part.clone(), if is_inside { DEPTH - 1 } else { DEPTH }, &left).and_then(entries)
    };
    let roots: Vec<Vec<Entry>> = parts.par_iter().map(read_part).collect::<Option<_>>()?;
    let mut roots = parts.into_iter().zip(roots);
    let (_, mut root) = roots.next()?;
    for (part, more) in roots {
        if part.start < block.end {
            let Entry { node: Node { span, kind: Kind::Mapping(domains) }, .. } = root.last_mut()? else { return None };
            span.end = more.last()?.node.span.end;
            domains.extend(more);
        } else {
            root.extend(more);
        }
    }
    let domains = root.iter_mut().find(|entry| &*entry.key.text == DOMAINS)?;
    let Kind::Mapping(domains) = &mut domains.node.kind else { return None };
    refuse_duplicates(domains, diagnostics);
    refuse_duplicates(&mut root, diagnostics);
    whole(root)
}

/// The lines below `domains:` at the top of the file, when nothing but more keys follows them.
fn block_of_domains(text: &str) -> Option<Range<usize>> {
    let (mut start, mut at) = (None, 0);
    for line in text.split_inclusive('\n') {
        match start {
            None if line.trim_end() == "domains:" => start = Some(at + line.len()),
            Some(start) if !line.starts_with([' ', '#']) && !line.trim().is_empty() => {
                return line.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(start..at);
            }
            _ => {}
        }
        at += line.len();
    }
    Some(start?..text.len())
}

/// Tables of TOML: a part is the tables of some domains.
fn toml<'s>(source: &'s Source, size: usize, most: usize) -> Option<Node> {
    let text = &*source.text;
    if toml::holds_more(text, most) || text.lines().any(is_ambiguous) {
        return None;
    }
    let first = if text.starts_with("[domains.") { 0 } else { text.find("\n[domains.")? + 1 };
    let mut earlier = None;
    let is_new_domain = |line: &'s str| {
        // Less than the name when dots stand in it, which only makes parts larger.
        let name = line.strip_prefix("[domains.").and_then(|path| path.split(['.', ']']).next());
        let is_new = name.is_some() && name != earlier;
        earlier = name.or(earlier);
        is_new
    };
    let mut parts = ranges(first, cuts(text, first..text.len(), size, is_new_domain), text.len());
    if first > 0 {
        parts.insert(0, 0..first);
    }
    if parts.iter().any(|part| part.len() > LARGEST * size) {
        return None;
    }
    let roots: Vec<Vec<Entry>> =
        parts.par_iter().map(|part| toml::read_part(source, part.clone()).and_then(entries)).collect::<Option<_>>()?;
    let mut root: Vec<Entry> = Vec::new();
    let mut known: HashMap<Box<str>, usize> = HashMap::new();
    for (entry, part) in roots.into_iter().zip(&parts).flat_map(|(root, part)| root.into_iter().map(move |entry| (entry, part))) {
        match known.get(&entry.key.text).and_then(|at| root.get_mut(*at)) {
            None => {
                known.insert(entry.key.text.clone(), root.len());
                root.push(entry);
            }
            // Before the first header, `domains` may be something that no header adds to.
            Some(domains) if &*entry.key.text == DOMAINS && domains.key.span.start as usize >= first && part.start >= first => {
                let (Kind::Mapping(domains), Kind::Mapping(more)) = (&mut domains.node.kind, entry.node.kind) else { return None };
                domains.extend(more);
            }
            Some(_) => return None,
        }
    }
    let Kind::Mapping(domains) = &root.iter().find(|entry| &*entry.key.text == DOMAINS)?.node.kind else { return None };
    let mut seen = HashSet::new();
    domains.iter().all(|domain| seen.insert(&domain.key.text)).then_some(())?;
    whole(root)
}

/// A header that may be that of `domains` itself: it may stand once in a file, whatever the parts.
fn is_ambiguous(line: &str) -> bool {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let Some(header) = line.trim_start().strip_prefix('[') else { return false };
    let header = header.strip_prefix('[').unwrap_or(header);
    let is_domains = |rest: &str| !rest.starts_with('.') && !rest.starts_with(is_bare);
    !header.starts_with(is_bare) || header.strip_prefix(DOMAINS).is_some_and(is_domains)
}

/// Where lines begin that a part may begin with, at least so many bytes apart.
fn cuts<'t>(text: &'t str, range: Range<usize>, size: usize, mut is_cut: impl FnMut(&'t str) -> bool) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut at, mut next) = (range.start, range.start + size);
    for line in text[range].split_inclusive('\n') {
        if is_cut(line) && at >= next {
            cuts.push(at);
            next = at + size;
        }
        at += line.len();
    }
    cuts
}

fn ranges(start: usize, cuts: Vec<usize>, end: usize) -> Vec<Range<usize>> {
    let starts = std::iter::once(start).chain(cuts.iter().copied());
    starts.zip(cuts.iter().copied().chain([end])).map(|(start, end)| start..end).collect()
}

fn entries(root: Node) -> Option<Vec<Entry>> {
    if let Kind::Mapping(entries) = root.kind { Some(entries) } else { None }
}

fn whole(root: Vec<Entry>) -> Option<Node> {
    let (first, last) = (root.first()?.key.span, root.last()?.node.span);
    Some(Node { span: first.to(last), kind: Kind::Mapping(root) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use virtc_model::span::FileId;

    fn source(notation: Notation, text: &str) -> Source {
        Source { id: FileId(0), name: String::new(), notation, text: text.into() }
    }

    /// Every node with its place, but the places of collections: nothing shows them.
    fn shape(node: &Node) -> String {
        match &node.kind {
            Kind::Scalar(scalar) => format!("{scalar:?}@{:?}", (node.span.start, node.span.end)),
            Kind::Mapping(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|entry| format!("{}@{}: {}", entry.key.text, entry.key.span.start, shape(&entry.node))).collect();
                format!("{{{}}}", entries.join(", "))
            }
            Kind::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(", ")),
            Kind::Refused => "refused".to_owned(),
        }
    }

    /// Reads the text in parts of a few bytes; whether that was possible. It has to give what
    /// reading the whole gives.
    fn in_parts(notation: Notation, text: &str) -> bool {
        let source = source(notation, text);
        let (mut found, mut of_whole) = (Diagnostics::new(), Diagnostics::new());
        let Some(root) = of_size(&source, 4, 1000, &mut found) else { return false };
        let whole = match notation {
            Notation::Yaml => super::yaml::read(&source, 1000, &mut of_whole).pop().unwrap(),
            _ => super::toml::read(&source, 1000, &mut of_whole).unwrap(),
        };
        assert_eq!(shape(&root), shape(&whole), "{text}");
        assert!(found.iter().eq(of_whole.iter()), "{text}");
        true
    }

    #[test]
    fn parts_of_yaml() {
        for text in [
            "domains:\n  a: { m: 1 }\n  b:\n    m: |\n      c: 1\n    n: 2\n  c: {}\n",
            "# c\nproject: p\ndomains:\n    a:\n\n     m: 1\n    # c\n    \"b\": {}\nvars:\n  x: 1\n",
            "domains:\n  a: { m: 1 }\n  b: { m: 1 }\n  a: { m: 2 }\n",
            "domains:\n  a:\n  b:\n  c: \"x\n    y\"\n",
        ] {
            assert!(in_parts(Notation::Yaml, text), "{text}");
        }
        for text in [
            "domains:\n  a: &x { m: 1 }\n  b: *x\n",
            "domains:\n  a: \"1\n  b: 2\"\n",
            "domains:\n  a: { m: 1,\n  b: 2 }\n",
            "domains: |\n  a: 1\n  b: 2\n",
            "--- |\ndomains:\n  a: 1\n  b: 2\n",
            "domains:\n  ? a\n  : b\n  ? c\n  : d\n",
            "domains:\n  a: 1\n  {b: 2}\n",
            "domains:\n  a: 1\n  b: 2\n---\ndomains:\n  c: 3\n",
            "domains:\n  a: 1\n    b: 2\n  c: 3\n",
            "domains:\n- a: 1\n- b: 2\n",
        ] {
            assert!(!in_parts(Notation::Yaml, text), "{text}");
        }
    }

    #[test]
    fn parts_of_toml() {
        for text in [
            "project = \"p\"\n[domains.a]\nm = 1\n[domains.a.os]\nx = 1\n[domains.b]\nm = 0x10\n[vars]\nx = 1\n",
            "[domains.a]\nm = 1\n[[domains.a.l]]\nx = 1\n[domains.b]\nm = 1_000\n[domains.\"c.d\"]\nx = 1979-05-27\n",
        ] {
            assert!(in_parts(Notation::Toml, text), "{text}");
        }
        for text in [
            "[domains.a]\nm = 1\n[domains.b]\nm = 1\n[domains.a]\nn = 1\n",
            "domains = { a = {} }\n[domains.b]\nm = 1\n",
            "[domains]\n[domains.a]\nm = 1\n[domains]\n[domains.b]\n",
            "[\"domains\"]\n[domains.a]\nm = 1\n[\"d\\u006fmains\"]\n[domains.b]\n",
            "[domains.a]\nm = '''\n[domains.b]\n'''\n[domains.b]\nm = 1\n",
            "[domains.a]\nm = 0o17\n[domains.b]\nm = 1\n",
            "[vars]\nx = 1\n[domains.a]\nm = 1\n[domains.b]\nm = 1\n[vars]\ny = 1\n",
        ] {
            assert!(!in_parts(Notation::Toml, text), "{text}");
        }
    }
}
