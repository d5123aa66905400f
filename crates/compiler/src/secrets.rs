//! Secrets: what nobody is to see who reads findings.
//!
//! Sources and findings have their secrets hidden before any report is made of them, so that
//! no format can show one. Bytes are replaced one by one: places stay what they are.
//!
//! A secret is known by its field: what the vocabulary calls `secret`, in the tree of a spec or
//! of an inventory, with the variables and columns that reach it through `${…}`. What no tree
//! holds (a file that cannot be read, comments, keys that stand twice) is told by its words.

mod scan;
mod words;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use virtc_model::span::FileId;
use virtc_model::{Code, Diagnostic, Element};
use virtc_spec::notation::csv::{Column, Table};
use virtc_spec::tree::{Entry, Kind, Node, Scalar};
use virtc_spec::{Definition, Document, Source, template};

/// What is shown for a secret.
pub const MASK: &str = "********";

/// Up to so many secrets are searched for inside what a message quotes, not only compared.
const SEARCHED: usize = 20_000;
/// Shorter ones are only compared: they would be found everywhere.
const LEAST_SEARCHED: usize = 4;
/// Longer ones are hidden in the middle of words, too.
const SURE: usize = 8;

/// How many domains are searched at once by a core.
const AT_ONCE: usize = 64;

/// The secrets of a run.
#[derive(Debug, Default)]
pub struct Secrets {
    places: BTreeMap<FileId, Vec<Range<usize>>>,
    texts: HashSet<Box<str>>,
    /// Variables and columns that reach a secret field.
    names: BTreeSet<String>,
}

impl Secrets {
    /// The secrets that specs and inventories hold.
    pub fn of(documents: &[Document]) -> Self {
        let all: Vec<&Node> = documents.iter().flat_map(nodes).collect();
        let of_some = |nodes: &[&Node]| {
            let (mut secrets, mut seen) = (Self::default(), HashMap::new());
            nodes.iter().for_each(|node| secrets.search(node, &mut seen));
            secrets
        };
        let mut secrets = all.par_chunks(AT_ONCE).map(of_some).reduce(Self::default, Self::and);
        for entry in documents.iter().flat_map(|document| &document.vars) {
            secrets.named(&entry.key.text, &entry.node);
        }
        for rows in documents.iter().flat_map(nodes).filter_map(rows) {
            rows.iter().for_each(|row| secrets.columns("", row));
        }
        // Several fleets may have one inventory.
        let mut seen = HashSet::new();
        for table in documents.iter().flat_map(|document| &document.domains).filter_map(table) {
            if seen.insert(table.file()) {
                secrets.cells(table);
            }
        }
        secrets
    }

    fn and(mut self, other: Self) -> Self {
        for (file, places) in other.places {
            self.places.entry(file).or_default().extend(places);
        }
        self.texts.extend(other.texts);
        self.names.extend(other.names);
        self
    }

    /// Hides them in sources and findings.
    pub fn hide(&self, sources: &mut [Source], diagnostics: &mut [Diagnostic]) {
        let labels = || diagnostics.iter().flat_map(|found| std::iter::once(&found.primary).chain(&found.related));
        let shown: HashSet<FileId> = labels().map(|label| label.span.file).collect();
        let broken: HashSet<FileId> =
            diagnostics.iter().filter(|found| is_of_reading(found.code)).map(|found| found.primary.span.file).collect();
        let mut texts = self.texts.clone();
        let mut hiding = Vec::new();
        for source in sources.iter_mut().filter(|source| shown.contains(&source.id)) {
            let mut places = self.places.get(&source.id).cloned().unwrap_or_default();
            places.sort_by_key(|place| place.start);
            let told = scan::places(source, broken.contains(&source.id), &self.names);
            let is_known = |place: &Range<usize>| {
                let before = places.partition_point(|known| known.start <= place.start);
                places[..before].last().is_some_and(|known| place.start < known.end)
            };
            let told: Vec<_> = told.into_iter().filter(|place| !is_known(place)).collect();
            places.extend(told);
            places.iter_mut().for_each(|place| *place = without_quotes(&source.text, place.clone()));
            texts.extend(places.iter().flat_map(|place| spellings(&source.text[place.clone()])));
            hiding.push((source, places));
        }
        let texts = Texts::new(texts);
        for (source, mut places) in hiding {
            places.extend(texts.places(&source.text));
            source.text = masked(&source.text, places).into();
        }
        let hidden = |text: &mut String| *text = texts.hidden(text);
        for diagnostic in diagnostics {
            // A fix with a mask in it would fix nothing.
            diagnostic.fix = diagnostic.fix.take().filter(|fix| fix.edits.iter().all(|edit| !texts.are_in(edit.change.text())));
            hidden(&mut diagnostic.message);
            diagnostic.help.iter_mut().for_each(hidden);
            hidden(&mut diagnostic.primary.text);
            diagnostic.related.iter_mut().for_each(|label| hidden(&mut label.text));
        }
    }

    fn search<'a>(&mut self, node: &'a Node, seen: &mut HashMap<&'a str, bool>) {
        match &node.kind {
            Kind::Mapping(entries) => {
                let is_named = names_secret(entries);
                for Entry { key, node } in entries {
                    let is_value = is_named && &*key.text == "value";
                    if is_value || *seen.entry(&key.text).or_insert_with(|| words::is_secret(&key.text)) {
                        self.take(node);
                    } else {
                        self.search(node, seen);
                    }
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.search(item, seen)),
            Kind::Scalar(_) | Kind::Refused => {}
        }
    }

    /// Everything in a node is secret, but what names it.
    fn take(&mut self, node: &Node) {
        match &node.kind {
            Kind::Scalar(scalar) => {
                template::names(node, &mut self.names);
                if !scan::is_expression(&scalar.text) {
                    self.add(node, Some(scalar));
                }
            }
            Kind::Mapping(entries) => entries.iter().filter(|entry| &*entry.key.text != "name").for_each(|entry| self.take(&entry.node)),
            Kind::List(items) => items.iter().for_each(|item| self.take(item)),
            Kind::Refused => self.add(node, None),
        }
    }

    /// A variable or a column, when it reaches a secret field or is called like one.
    fn named(&mut self, name: &str, node: &Node) {
        if self.is_named(name) {
            self.add(node, node.scalar());
        }
    }

    fn is_named(&self, name: &str) -> bool {
        self.names.contains(name) || words::is_secret(name.rsplit('.').next().unwrap_or(name))
    }

    /// The cells of columns that hold secrets.
    fn cells(&mut self, table: &Table) {
        let is_secret = |column: &Column| self.is_named(&column.name);
        let columns: Vec<usize> = table.columns().iter().enumerate().filter(|(_, column)| is_secret(column)).map(|(at, _)| at).collect();
        if columns.is_empty() {
            return;
        }
        for row in 0..table.len() {
            let cells = table.row(row);
            for cell in columns.iter().filter_map(|at| cells.get(*at)) {
                self.places.entry(cell.span.file).or_default().push(cell.span.start as usize..cell.span.end as usize);
                self.texts.insert(cell.text.as_ref().into());
            }
        }
    }

    fn columns(&mut self, prefix: &str, row: &Node) {
        let Kind::Mapping(entries) = &row.kind else { return };
        for entry in entries {
            let name = format!("{prefix}{}", entry.key.text);
            match &entry.node.kind {
                Kind::Mapping(_) => self.columns(&format!("{name}."), &entry.node),
                _ => self.named(&name, &entry.node),
            }
        }
    }

    fn add(&mut self, node: &Node, scalar: Option<&Scalar>) {
        self.places.entry(node.span.file).or_default().push(node.span.start as usize..node.span.end as usize);
        self.texts.extend(scalar.map(|scalar| scalar.text.clone()));
    }
}

/// Whether entries say that their value is a secret: `{ name: PASSWORD, value: … }`.
fn names_secret(entries: &[Entry]) -> bool {
    let name = entries.iter().find(|entry| &*entry.key.text == "name").and_then(|entry| entry.node.scalar());
    name.is_some_and(|name| words::is_secret(&name.text)) && entries.iter().any(|entry| &*entry.key.text == "value")
}

/// Whether a domain holds a secret, so that its file is for its owner only.
pub fn is_in(element: &Element) -> bool {
    let known = element.place.element;
    let of_raw = |text: &str| !scan::in_xml(text).is_empty();
    (known.secret && element.text.is_some())
        || element.attributes().iter().any(|attribute| attribute.place.secret || !scan::in_value(&attribute.value.text).is_empty())
        || is_named(element)
        || element.raw.as_ref().is_some_and(|raw| of_raw(&raw.content) || raw.attributes.iter().any(|(name, _)| words::is_secret(name)))
        || element.children().iter().any(is_in)
}

/// Puts the mask in the place of every secret of a domain.
pub fn mask(element: &mut Element) {
    element.change_values(&mut |value, is_secret| {
        if is_secret {
            value.text = MASK.into();
        } else {
            mask_places(&mut value.text, scan::in_value);
        }
    });
    mask_more(element);
}

/// Whether an element names a secret that it holds: `<env name='PASSWORD' value='…'/>`.
fn is_named(element: &Element) -> bool {
    element.attribute("value").is_some() && element.attribute("name").is_some_and(|name| words::is_secret(&name.text))
}

fn mask_places(text: &mut Box<str>, told: fn(&str) -> Vec<Range<usize>>) {
    let places: Vec<_> = told(text).into_iter().map(|place| without_quotes(text, place)).collect();
    for place in places.into_iter().rev() {
        *text = format!("{}{MASK}{}", &text[..place.start], &text[place.end..]).into();
    }
}

/// The same in what is named as one, and in XML that is carried along.
fn mask_more(element: &mut Element) {
    if is_named(element)
        && let Some(value) = element.attribute_mut("value")
    {
        value.text = MASK.into();
    }
    if let Some(raw) = &mut element.raw {
        raw.attributes.iter_mut().filter(|(name, _)| words::is_secret(name)).for_each(|(_, value)| *value = MASK.into());
        mask_places(&mut raw.content, scan::in_xml);
    }
    element.children_mut().iter_mut().for_each(mask_more);
}

/// Where secret fields may stand.
fn nodes(document: &Document) -> impl Iterator<Item = &Node> {
    let domains = document.domains.iter().filter_map(|definition| match definition {
        Definition::Spec(entry, _) => Some(&entry.node),
        Definition::Xml(_) => None,
    });
    domains.chain(document.profiles.iter().map(|profile| &profile.entry.node))
}

fn rows(domain: &Node) -> Option<&[Node]> {
    let Kind::Mapping(settings) = &domain.kind else { return None };
    match &settings.iter().find(|setting| &*setting.key.text == "each")?.node.kind {
        Kind::List(rows) => Some(rows),
        _ => None,
    }
}

fn table(definition: &Definition) -> Option<&Table> {
    match definition {
        Definition::Spec(_, table) => table.as_ref(),
        Definition::Xml(_) => None,
    }
}

/// Whether a file with that finding has parts that no tree holds.
fn is_of_reading(code: Code) -> bool {
    use Code::{BadInventory, Encoding, TomlSyntax, TooLarge, XmlSyntax, YamlFeature, YamlSyntax};
    matches!(code, BadInventory | Encoding | TomlSyntax | TooLarge | XmlSyntax | YamlFeature | YamlSyntax)
}

/// What messages may quote of a text: all of it, or what a parser takes for its first word.
fn spellings(written: &str) -> impl Iterator<Item = Box<str>> + use<> {
    let word = written.trim_start().split([' ', '\n', ',', ']', '}']).next().unwrap_or_default();
    // The quotes at its end may be those of what it is a part of.
    [written.into(), word.into(), word.trim_start_matches('*').into(), word.trim_end_matches(['"', '\'']).into()].into_iter()
}

fn without_quotes(text: &str, place: Range<usize>) -> Range<usize> {
    let written = &text[place.clone()];
    let quotes = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| written.len() >= 2 * quotes.len() && written.starts_with(quotes) && written.ends_with(quotes));
    let length = quotes.map_or(0, str::len);
    place.start + length..place.end - length
}

/// The text with other characters of the same length in those places; lines stay lines.
fn masked(text: &str, mut places: Vec<Range<usize>>) -> String {
    places.sort_by_key(|place| place.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for place in places {
        let start = place.start.max(at);
        out.push_str(&text[at..start]);
        at = place.end.max(start);
        let mut is_indentation = false;
        for c in text[start..at].chars() {
            is_indentation = c == '\n' || (is_indentation && c == ' ');
            out.push(match c.len_utf8() {
                _ if is_indentation || c == '\r' => c,
                1 => '*',
                2 => '\u{b7}',
                3 => '\u{2022}',
                _ => '\u{1f7c9}',
            });
        }
    }
    out + &text[at..]
}

/// The secrets of a run as messages may hold them.
struct Texts {
    all: HashSet<Box<str>>,
    /// Those that are searched for inside what a message quotes.
    inside: Option<AhoCorasick>,
    /// Those that hold quotes themselves, so that no quotes in a message tell where they end.
    quoting: Option<AhoCorasick>,
}

impl Texts {
    fn new(mut all: HashSet<Box<str>>) -> Self {
        all.remove("");
        let searched = |is_searched: fn(&str) -> bool| {
            let mut texts: Vec<&str> = all.iter().map(|text| &**text).filter(|text| is_searched(text)).collect();
            // Of very many, those that are the same in every run.
            texts.sort_unstable();
            texts.truncate(SEARCHED);
            let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts);
            built.ok().filter(|_| !texts.is_empty())
        };
        let inside = searched(|text| text.len() >= LEAST_SEARCHED);
        let quoting = searched(|text| text.contains(['`', '"']));
        Self { all, inside, quoting }
    }

    /// Whether a text is a secret or holds one.
    fn are_in(&self, text: &str) -> bool {
        self.all.contains(text) || self.inside.as_ref().is_some_and(|inside| inside.is_match(text))
    }

    /// Where a source holds secrets, be it for something else. Short ones are words of their own there.
    fn places(&self, source: &str) -> Vec<Range<usize>> {
        let is_apart = |place: &Range<usize>| {
            let before = source[..place.start].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = source[place.end..].chars().next().is_some_and(char::is_alphanumeric);
            place.len() >= SURE || !(before || after)
        };
        let found = self.inside.iter().flat_map(|inside| inside.find_iter(source)).map(|found| found.range());
        found.filter(is_apart).collect()
    }

    /// A message without the secrets that it quotes.
    fn hidden(&self, message: &str) -> String {
        let mut whole = String::with_capacity(message.len());
        match &self.quoting {
            Some(quoting) => quoting.replace_all_with(message, &mut whole, |_, _, out| {
                out.push_str(MASK);
                true
            }),
            None => whole.push_str(message),
        }
        for quote in ['`', '"'] {
            let parts = whole.split(quote).enumerate().map(|(at, part)| if at % 2 == 1 && self.are_in(part) { MASK } else { part });
            whole = parts.collect::<Vec<_>>().join(quote.encode_utf8(&mut [0; 4]));
        }
        whole
    }
}
