//! Trees: their places, and the same tree in another notation.

use virtc_spec::tree::{Entry, Kind, Node, Scalar};

/// What a tree says and where it says it, but for the places of collections, which nothing shows.
pub(crate) fn shape(node: &Node) -> String {
    let at = |span: virtc_model::Span| (span.start, span.end);
    match &node.kind {
        Kind::Scalar(scalar) => format!("{scalar:?}@{:?}", at(node.span)),
        Kind::Mapping(entries) => {
            let entry = |Entry { key, node }: &Entry| format!("{:?}@{:?}: {}", key.text, at(key.span), shape(node));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Kind::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(", ")),
        Kind::Refused => "refused".to_owned(),
    }
}

/// Every place is one of the text, and what is written without quotes says what stands there.
pub(crate) fn in_place(node: &Node, text: &str) {
    let written = |span: virtc_model::Span| text.get(span.start as usize..span.end as usize);
    let here = written(node.span);
    assert!(here.is_some(), "{node:?}");
    match &node.kind {
        Kind::Mapping(entries) => {
            for Entry { key, node } in entries {
                assert!(written(key.span).is_some(), "{key:?}");
                in_place(node, text);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| in_place(item, text)),
        Kind::Scalar(scalar) => {
            // TOML writes numbers in more ways than one.
            let same = |here: &str| here == &*scalar.text || here.replace(['_', '+'], "") == *scalar.text;
            let is_as_written = here.is_some_and(|here| same(here) || here.starts_with('*') || here.contains(['\n', '\r']));
            assert!(scalar.quoted || scalar.is_null() || is_as_written, "{node:?} {here:?}");
        }
        Kind::Refused => {}
    }
}

/// The same tree as TOML, when that has words for it.
pub(crate) fn as_toml(root: &Node) -> Option<String> {
    let Kind::Mapping(entries) = &root.kind else { return None };
    entries.iter().map(|entry| Some(format!("{} = {}\n", quoted(&entry.key.text), value(&entry.node)?))).collect()
}

fn value(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Scalar(scalar) => plain(scalar),
        Kind::List(items) => Some(format!("[{}]", items.iter().map(value).collect::<Option<Vec<_>>>()?.join(", "))),
        Kind::Mapping(entries) => {
            let entry = |Entry { key, node }: &Entry| Some(format!("{} = {}", quoted(&key.text), value(node)?));
            Some(format!("{{{}}}", entries.iter().map(entry).collect::<Option<Vec<_>>>()?.join(", ")))
        }
        Kind::Refused => None,
    }
}

/// A number stays one, and a text a text; other words without quotes may mean something else to TOML.
fn plain(scalar: &Scalar) -> Option<String> {
    let text = &*scalar.text;
    let is_number =
        (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic()) || text.starts_with(['/', '$']) || text.ends_with('B');
    match (scalar.quoted, text) {
        (true, _) => Some(quoted(text)),
        (false, "true" | "false") => Some(text.to_owned()),
        (false, _) if is_number => Some(text.to_owned()),
        (false, _) if is_word && !scalar.is_null() => Some(quoted(text)),
        _ => None,
    }
}

pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}
