//! What stands where in a file, as fixes need it: the names and values in their order, and what
//! of the text goes when one of them is taken out.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use virtc_model::diagnostic::{Change, Edit};
use virtc_model::span::Span;
use virtc_model::{Diagnostics, xml};
use virtc_spec::tree::{Entry, Kind, Node};
use virtc_spec::{Notation, Source, notation, write};

/// The names and values of a file, in their order.
#[derive(Debug)]
pub struct Outline {
    items: Vec<Item>,
    /// Which of them stand where.
    places: HashMap<(u32, u32), Vec<usize>>,
    /// The names that may stand once, each with what it stands in.
    names: HashSet<Name>,
}

/// A name that may stand once, and the number of what it stands in: a mapping, or an element with attributes.
pub type Name = (usize, String);

/// A name, or a value: a key, an element, a scalar.
#[derive(Debug)]
struct Item {
    span: Span,
    text: String,
    is_name: bool,
    /// What the name stands in, where each may stand once.
    within: Option<usize>,
    /// The name of an element stands a second time at its end.
    again: Option<Range<usize>>,
    /// What would be taken out with it, and which part of the text that is; `None` when it cannot
    /// go without more.
    goes: Goes,
}

impl Outline {
    /// That of `text`, as a file like `source`.
    pub fn read(source: &Source, text: &str) -> Self {
        let source = Source { text: text.into(), ..source.clone() };
        let mut items = Vec::new();
        if source.notation == Notation::Xml {
            elements(&source, &mut items);
        } else {
            for root in notation::read(&source, &mut Diagnostics::new()) {
                nodes(&root, &source.text, &None, None, &mut items);
            }
        }
        let mut places: HashMap<(u32, u32), Vec<usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            places.entry((item.span.start, item.span.end)).or_default().push(at);
        }
        let names = items.iter().filter_map(|item| Some((item.within?, item.text.clone()))).collect();
        Self { items, places, names }
    }

    /// The names and values, without their places.
    pub fn texts(&self) -> Vec<&str> {
        self.items.iter().map(|item| &*item.text).collect()
    }

    /// What of the text an edit replaces, and by what; nothing when it cannot be done here. What an
    /// alias repeats stands for more than one value.
    pub fn replacements(&self, edit: &Edit, source: &Source, text: &str) -> Vec<(Range<usize>, String)> {
        let Some(item) = self.item(edit) else { return Vec::new() };
        let span = range(item.span);
        match &edit.change {
            Change::Value(value) => {
                let old = text.get(span.clone()).unwrap_or_default();
                vec![(span.clone(), write::replacement(value, source.notation, old))]
            }
            // It would stand twice.
            Change::Name(_) if self.new_name(edit).is_some_and(|name| self.names.contains(&name)) => Vec::new(),
            Change::Name(name) => {
                let old = text.get(span.clone()).unwrap_or_default();
                let name = write::replaced_name(name, source.notation, old);
                std::iter::once(span).chain(item.again.clone()).map(|place| (place, name.clone())).collect()
            }
            Change::Removal => item.goes.iter().map(|(_, cut)| (cut.clone(), String::new())).collect(),
        }
    }

    /// What the names and values have to be after the edits.
    pub fn wanted<'a>(&'a self, edits: &[&'a Edit]) -> Vec<&'a str> {
        let mut texts: Vec<&str> = self.texts();
        let mut gone: Vec<&Range<usize>> = Vec::new();
        for edit in edits {
            let Some(at) = self.position(edit) else { continue };
            match &edit.change {
                Change::Value(text) | Change::Name(text) => texts[at] = text,
                Change::Removal => gone.extend(self.items[at].goes.as_ref().map(|(goes, _)| goes)),
            }
        }
        gone.sort_by_key(|gone| gone.start);
        let is_left = |item: &Item| {
            let before = gone.partition_point(|gone| gone.start <= item.span.start as usize);
            // Edits do not overlap, so that the nearest one decides.
            before.checked_sub(1).is_none_or(|before| item.span.start as usize >= gone[before].end)
        };
        self.items.iter().zip(texts).filter(|(item, _)| is_left(item)).map(|(_, text)| text).collect()
    }

    /// The name that an edit gives, where it may stand once.
    pub fn new_name(&self, edit: &Edit) -> Option<Name> {
        match &edit.change {
            Change::Name(name) => Some((self.item(edit)?.within?, name.clone())),
            Change::Value(_) | Change::Removal => None,
        }
    }

    fn item(&self, edit: &Edit) -> Option<&Item> {
        self.position(edit).map(|at| &self.items[at])
    }

    fn position(&self, edit: &Edit) -> Option<usize> {
        let here = self.places.get(&(edit.span.start, edit.span.end))?;
        let is_meant = |at: &&usize| match edit.change {
            Change::Value(_) => !self.items[**at].is_name,
            Change::Name(_) => self.items[**at].is_name,
            Change::Removal => true,
        };
        let mut found = here.iter().filter(is_meant);
        found.next().copied().filter(|_| found.next().is_none())
    }
}

fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// What goes when something is taken out: which names and values, and which part of the text.
type Goes = Option<(Range<usize>, Range<usize>)>;

/// Adds the items of a tree. `above` goes when the tree holds nothing any more; `own` goes with its
/// scalar.
fn nodes(node: &Node, text: &str, above: &Goes, own: Goes, items: &mut Vec<Item>) {
    match &node.kind {
        Kind::Mapping(entries) => {
            let is_flow = text[node.span.start as usize..].starts_with('{');
            let within = Some(items.len());
            for at in 0..entries.len() {
                let entry = &entries[at];
                let cut = if is_flow { cut_from_braces(entries, at, text) } else { cut_lines(entry, text) };
                let goes = cut.map(|cut| (extent(entry, text), cut));
                // A device is gone when no name is left under its kind; an attribute may be the last.
                let with_name = if entries.len() > 1 { goes.clone() } else { above.clone() };
                // Elements in a list share the place of its key.
                let is_one = !matches!(&entry.node.kind, Kind::List(items) if items.len() != 1);
                let with_name = with_name.filter(|_| is_one);
                let with_value = goes.filter(|_| entry.node.scalar().is_some() && (is_flow || entries.len() > 1));
                items.push(Item {
                    span: entry.key.span,
                    text: entry.key.text.to_string(),
                    is_name: true,
                    within,
                    again: None,
                    goes: with_name.clone(),
                });
                nodes(&entry.node, text, &with_name, with_value, items);
            }
        }
        Kind::List(list) => {
            for at in 0..list.len() {
                // What stands in a list is known by its first key.
                let goes = if list.len() == 1 { above.clone() } else { cut_item(node, list, at, text) };
                let first = items.len();
                nodes(&list[at], text, &goes, goes.clone(), items);
                if matches!(list[at].kind, Kind::Mapping(_))
                    && let Some(first) = items.get_mut(first)
                {
                    first.goes = goes;
                }
            }
        }
        Kind::Scalar(scalar) => {
            items.push(Item { span: node.span, text: scalar.text.to_string(), is_name: false, within: None, again: None, goes: own })
        }
        Kind::Refused => items.push(Item { span: node.span, text: String::new(), is_name: false, within: None, again: None, goes: own }),
    }
}

/// What has to go from a list for an item to go: its lines, or with one comma. Comments stay.
fn cut_item(list: &Node, items: &[Node], at: usize, text: &str) -> Goes {
    let place = |node: &Node| {
        let place = range(node.span);
        place.start..place.start + text[place.clone()].trim_end().len()
    };
    let own = place(&items[at]);
    let cut = if text[list.span.start as usize..].starts_with('[') {
        match (items.get(at + 1), at.checked_sub(1)) {
            (Some(next), _) => own.start..place(next).start,
            (None, before) => before.map_or(own.start, |before| place(&items[before]).end)..own.end,
        }
    } else {
        let start = text[..own.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[own.end..].find('\n').map_or(text.len(), |at| own.end + at + 1);
        let is_alone = text[start..own.start].trim() == "-" && text[own.end..end].trim().is_empty();
        is_alone.then_some(start..end)?
    };
    (!text.get(cut.clone())?.contains('#')).then_some((own, cut))
}

/// From the key to the end of the value, without what follows.
fn whole(entry: &Entry, text: &str) -> Range<usize> {
    let key = range(entry.key.span);
    let end = range(entry.node.span).end.max(key.end);
    key.start..key.start + text[key.start..end].trim_end().len()
}

/// From the key to the last of what it holds, which in TOML may stand further down.
fn extent(entry: &Entry, text: &str) -> Range<usize> {
    let own = whole(entry, text);
    let end = match &entry.node.kind {
        Kind::Mapping(entries) => entries.iter().map(|entry| extent(entry, text).end).max(),
        Kind::List(_) | Kind::Scalar(_) | Kind::Refused => None,
    };
    own.start..own.end.max(end.unwrap_or_default())
}

/// What has to go from between braces for an entry to go: with one comma. Comments stay.
fn cut_from_braces(entries: &[Entry], at: usize, text: &str) -> Option<Range<usize>> {
    let own = whole(&entries[at], text);
    let cut = match (entries.get(at + 1), at.checked_sub(1)) {
        (Some(next), _) => own.start..range(next.key.span).start,
        (None, Some(before)) => whole(&entries[before], text).end..own.end,
        (None, None) => own.start..own.end + usize::from(text[own.end..].starts_with(' ')),
    };
    (!text.get(cut.clone())?.contains('#')).then_some(cut)
}

/// The lines of an entry that has them for itself. Comments stay.
fn cut_lines(entry: &Entry, text: &str) -> Option<Range<usize>> {
    let extent = extent(entry, text);
    let start = text[..extent.start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[start..extent.start].trim_start();
    let is_header = before.starts_with('[');
    // In TOML the path of a key may stand before it.
    let is_first = before.is_empty() || is_header || (before.ends_with('.') && !before.contains([' ', '\t', '{']));
    let end = text[extent.end..].find('\n').map_or(text.len(), |at| extent.end + at + 1);
    let is_last = matches!(text[extent.end..end].trim(), "" | "]" | "]]");
    if !is_first || !is_last || text[start..end].contains('#') {
        return None;
    }
    // A table of TOML goes with one of the blank lines around it.
    let is_between = is_header && (start == 0 || text[..start].ends_with("\n\n")) && text[end..].starts_with('\n');
    Some(start..end + usize::from(is_between))
}

/// Adds the items of an XML document.
fn elements(source: &Source, items: &mut Vec<Item>) {
    let Ok(document) = xml::parse(&source.text) else { return };
    let text = &*source.text;
    let span = |range: Range<usize>| Span::new(source.id, range.start, range.end);
    for node in document.descendants() {
        let place = node.range();
        if node.is_element() {
            let name = place.start + 1..place.start + 1 + name_length(&text[place.start + 1..]);
            let again = text[..place.end].rfind("</").filter(|at| *at > name.end).map(|at| at + 2..at + 2 + name.len());
            let again = again.filter(|again| text.get(again.clone()) == text.get(name.clone()));
            let goes = cut_element(&place, text).map(|cut| (place.clone(), cut));
            items.push(Item { span: span(name.clone()), text: text[name].to_owned(), is_name: true, within: None, again, goes });
            let within = Some(items.len());
            for attribute in node.attributes() {
                let whole = attribute.range();
                let blank = text[..whole.start].len() - text[..whole.start].trim_end().len();
                let goes = Some((whole.clone(), whole.start - blank..whole.end));
                let name = attribute.range_qname();
                items.push(Item {
                    span: span(name.clone()),
                    text: text[name].to_owned(),
                    is_name: true,
                    within,
                    again: None,
                    goes: goes.clone(),
                });
                let value = attribute.range_value();
                items.push(Item { span: span(value), text: attribute.value().to_owned(), is_name: false, within: None, again: None, goes });
            }
        } else if let Some(content) = node.text().filter(|content| node.is_text() && !content.trim().is_empty()) {
            let start = place.start + content.len() - content.trim_start().len();
            let parent = node.parent().map(|parent| parent.range());
            let goes = parent.and_then(|parent| cut_element(&parent, text).map(|cut| (parent, cut)));
            let value = span(start..start + content.trim().len());
            items.push(Item { span: value, text: content.trim().to_owned(), is_name: false, within: None, again: None, goes });
        }
    }
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or_default()
}

/// An element, with its lines when it has them for itself. Comments stay.
fn cut_element(place: &Range<usize>, text: &str) -> Option<Range<usize>> {
    if text[place.clone()].contains("<!--") {
        return None;
    }
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at + 1);
    let is_alone = text[start..place.start].trim().is_empty() && text[place.end..end].trim().is_empty();
    Some(if is_alone { start..end } else { place.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use virtc_model::span::FileId;

    /// The text without what `marked` names: the key, attribute, element or value that is
    /// between `«` and `»`.
    fn without(marked: &str, notation: Notation) -> Option<String> {
        let start = marked.find('«').unwrap();
        let end = marked.find('»').unwrap() - '«'.len_utf8();
        let text = marked.replace(['«', '»'], "");
        let source = Source { id: FileId(0), name: "a".to_owned(), notation, text: text.as_str().into() };
        let edit = Edit { span: Span::new(FileId(0), start, end), change: Change::Removal };
        let outline = Outline::read(&source, &text);
        let [(place, new)] = &outline.replacements(&edit, &source, &text)[..] else { return None };
        let after = format!("{}{new}{}", &text[..place.start], &text[place.end..]);
        assert_eq!(outline.wanted(&[&edit]), Outline::read(&source, &after).texts());
        Some(after)
    }

    #[test]
    fn yaml_loses_lines_and_parts_of_lines() {
        let yaml = |marked| without(marked, Notation::Yaml);
        assert_eq!(yaml("a: 1\n«b»: 2\nc: 3\n").as_deref(), Some("a: 1\nc: 3\n"));
        assert_eq!(yaml("a: 1\nb:\n  «c»:\n    d: 2\n    e: 3\n  f: 4\n").as_deref(), Some("a: 1\nb:\n  f: 4\n"));
        assert_eq!(yaml("a: { b: 1, «c»: 2 }\nd: 3\n").as_deref(), Some("a: { b: 1 }\nd: 3\n"));
        assert_eq!(yaml("a: { b: «1», c: 2 }\nd: 3\n").as_deref(), Some("a: { c: 2 }\nd: 3\n"));
        assert_eq!(yaml("a: { b: «1» }\nd: 3\n").as_deref(), Some("a: { }\nd: 3\n"));
        assert_eq!(yaml("a:\n  - «b»: 1\n    c: 2\n  - b: 3\n").as_deref(), Some("a:\n  - b: 3\n"));
        assert_eq!(yaml("a: [{ «b»: 1 }, { b: 2 }]\nc: 3\n").as_deref(), Some("a: [{ b: 2 }]\nc: 3\n"));
    }

    #[test]
    fn what_is_left_without_names_goes_with_the_last() {
        let yaml = |marked| without(marked, Notation::Yaml);
        assert_eq!(yaml("a: 1\nsound: { «b»: { c: 1 } }\n").as_deref(), Some("a: 1\n"));
        assert_eq!(yaml("a: 1\nsound:\n  «b»:\n    c: 1\n").as_deref(), Some("a: 1\n"));
        assert_eq!(yaml("«a»: 1\n"), None);
    }

    #[test]
    fn comments_stay() {
        let yaml = |marked| without(marked, Notation::Yaml);
        assert_eq!(yaml("a: 1\n«b»: 2  # two\n"), None);
        assert_eq!(yaml("a: 1\n«b»:\n  # two\n  c: 2\n"), None);
        assert_eq!(without("<a>\n  <«b»><!-- c --></b>\n</a>\n", Notation::Xml), None);
    }

    #[test]
    fn toml_loses_lines_tables_and_parts_of_lines() {
        let toml = |marked| without(marked, Notation::Toml);
        assert_eq!(toml("a = 1\n«b» = 2\n").as_deref(), Some("a = 1\n"));
        assert_eq!(toml("a.b = 1\na.«c» = 2\n").as_deref(), Some("a.b = 1\n"));
        assert_eq!(toml("a = { b = 1, «c» = 2 }\nd = 3\n").as_deref(), Some("a = { b = 1 }\nd = 3\n"));
        assert_eq!(toml("[a]\nb = 1\n\n[a.«c»]\nd = 2\n\n[e]\nf = 3\n").as_deref(), Some("[a]\nb = 1\n\n[e]\nf = 3\n"));
    }

    #[test]
    fn xml_loses_elements_and_attributes() {
        let xml = |marked| without(marked, Notation::Xml);
        assert_eq!(xml("<a>\n  <«b»>1</b>\n  <c/>\n</a>\n").as_deref(), Some("<a>\n  <c/>\n</a>\n"));
        assert_eq!(xml("<a>\n  <b>«1»</b>\n  <c/>\n</a>\n").as_deref(), Some("<a>\n  <c/>\n</a>\n"));
        assert_eq!(xml("<a b='1' c='«2»'/>\n").as_deref(), Some("<a b='1'/>\n"));
    }
}
