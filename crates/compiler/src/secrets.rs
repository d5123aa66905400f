//! Secrets: what nobody is to see who reads findings.
//!
//! Sources and findings have their secrets hidden before any report is made of them, so that
//! no format can show one. Bytes are replaced one by one: places stay what they are.
//!
//! A secret is known by its field: what the vocabulary calls `secret`, in the tree of a spec or
//! of an inventory, with the variables and columns that reach it through `${…}`. What no tree
//! holds (a file that cannot be read, comments, keys that stand twice) is told by its words.

mod domain;
mod scan;
mod table;
mod texts;
mod words;

pub use domain::{is_in, mask, tells};

use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use texts::Texts;
use virtc_model::element::{Element, Value};
use virtc_model::span::FileId;
use virtc_model::{Code, Diagnostic};
use virtc_spec::notation::csv::{Column, Table};
use virtc_spec::tree::{Entry, Kind, Node, Scalar};
use virtc_spec::{Definition, Document, Source, template};

/// What is shown for a secret.
pub const MASK: &str = "********";

/// How many domains are searched at once by a core.
const AT_ONCE: usize = 64;

/// The secrets of a run.
#[derive(Debug, Default)]
pub struct Secrets {
    places: BTreeMap<FileId, Vec<Range<usize>>>,
    texts: HashSet<Box<str>>,
    /// Variables and columns that reach a secret field.
    names: BTreeSet<String>,
    /// Inventories whose columns are known.
    tables: HashSet<FileId>,
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
        for definition in documents.iter().flat_map(|document| &document.domains) {
            if let Definition::Xml(domain) = definition {
                secrets.add_element(&domain.element);
            }
        }
        for entry in documents.iter().flat_map(|document| &document.vars) {
            secrets.named(&entry.key.text, &entry.node);
        }
        for rows in documents.iter().flat_map(nodes).filter_map(rows) {
            rows.iter().for_each(|row| secrets.columns("", row));
        }
        // Several fleets may have one inventory.
        for table in documents.iter().flat_map(|document| &document.domains).filter_map(table) {
            if secrets.tables.insert(table.file()) {
                secrets.cells(table);
            }
        }
        secrets
    }

    /// Adds the secrets of a domain that stands in XML.
    pub fn add_element(&mut self, element: &Element) {
        let attributes = element.attributes().iter().filter(|attribute| attribute.place.secret).map(|attribute| &attribute.value);
        let text = element.text.as_ref().filter(|_| element.place.element.secret);
        for Value { text, span, .. } in attributes.chain(text) {
            self.places.entry(span.file).or_default().push(span.start as usize..span.end as usize);
            self.texts.insert(text.clone());
        }
        element.children().iter().for_each(|child| self.add_element(child));
    }

    /// These, and those of another part of a run.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (file, places) in other.places {
            self.places.entry(file).or_default().extend(places);
        }
        self.texts.extend(other.texts);
        self.names.extend(other.names);
        self.tables.extend(other.tables);
        self
    }

    /// Hides them in sources and findings.
    pub fn hide(&self, sources: &mut [Source], diagnostics: &mut [Diagnostic]) {
        let labels = || diagnostics.iter().flat_map(|found| std::iter::once(&found.primary).chain(&found.related));
        let shown: HashSet<FileId> = labels().map(|label| label.span.file).collect();
        let broken: HashSet<FileId> = diagnostics
            .iter()
            .filter(|found| is_of_reading(found.code) || is_of_whole(found))
            .map(|found| found.primary.span.file)
            .collect();
        let mut texts = self.texts.clone();
        let mut hiding = Vec::new();
        let mut of_broken: HashMap<FileId, Vec<Box<str>>> = HashMap::new();
        for source in sources.iter_mut().filter(|source| shown.contains(&source.id)) {
            let mut places = self.places.get(&source.id).cloned().unwrap_or_default();
            places.sort_by_key(|place| place.start);
            let is_broken = broken.contains(&source.id);
            let told =
                if self.tables.contains(&source.id) && !is_broken { Vec::new() } else { scan::places(source, is_broken, &self.names) };
            // Of a broken file, what the tree has of a value may not be all of it.
            let is_known = |place: &Range<usize>| {
                let before = places.partition_point(|known| known.start <= place.start);
                places[..before].last().is_some_and(|known| if is_broken { place.end <= known.end } else { place.start < known.end })
            };
            let holds_known = |place: &Range<usize>| {
                let first = places.partition_point(|known| known.start < place.start);
                !is_broken && places.get(first).is_some_and(|known| known.end <= place.end)
            };
            let is_list = |place: &Range<usize>| source.text[place.clone()].starts_with(['{', '[']);
            let told: Vec<_> = told.into_iter().filter(|place| !(is_known(place) || (is_list(place) && holds_known(place)))).collect();
            places.extend(told);
            places.iter_mut().for_each(|place| *place = without_quotes(&source.text, place.clone()));
            texts.extend(places.iter().flat_map(|place| spellings(&source.text[place.clone()])));
            if is_broken {
                of_broken.insert(source.id, places.iter().map(|place| source.text[place.clone()].into()).collect());
            }
            hiding.push((source, places));
        }
        let texts = Texts::new(texts);
        for (source, mut places) in hiding {
            places.extend(texts.places(&source.text));
            source.text = masked(&source.text, places).into();
        }
        let hidden = |text: &mut String| *text = texts.hidden(text);
        for diagnostic in diagnostics {
            // These end the reading of a file: there are few.
            let is_of_parser = matches!(diagnostic.code, Code::XmlSyntax | Code::YamlSyntax);
            if let Some(secrets) = of_broken.get(&diagnostic.primary.span.file).filter(|_| is_of_parser) {
                diagnostic.message = texts::without_parts(&diagnostic.message, secrets);
            }
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
                    let is_secret =
                        *seen.entry(&key.text).or_insert_with(|| words::is_secret(&key.text) || words::holds_secrets(&key.text));
                    if is_value || (is_secret && !is_device(&key.text, node)) {
                        self.take(node);
                    } else if &*key.text == "secret" {
                        self.literal(node);
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
                if scalar.text.contains("${") {
                    self.texts.extend(scalar.text.split('\'').skip(1).step_by(2).map(Box::from));
                }
            }
            Kind::Mapping(entries) => {
                for Entry { key, node } in entries.iter().filter(|entry| &*entry.key.text != "name") {
                    // In `passwd: {abc}` it is a key.
                    if !words::is_of_format(&key.text) && !words::is_secret(&key.text) {
                        self.places.entry(key.span.file).or_default().push(key.span.start as usize..key.span.end as usize);
                        self.texts.insert(key.text.clone());
                    }
                    self.take(node);
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.take(item)),
            Kind::Refused => self.add(node, None),
        }
    }

    /// What libvirt calls `secret` names one of its secret objects. A password may have been written there instead.
    fn literal(&mut self, node: &Node) {
        match &node.kind {
            Kind::Scalar(scalar) if !is_uuid(&scalar.text) && !scalar.text.contains("${") => self.add(node, Some(scalar)),
            Kind::Mapping(entries) => {
                entries.iter().filter(|entry| matches!(&*entry.key.text, "uuid" | "value")).for_each(|entry| self.literal(&entry.node));
                self.search(node, &mut HashMap::new());
            }
            Kind::List(items) => items.iter().for_each(|item| self.literal(item)),
            Kind::Scalar(_) | Kind::Refused => {}
        }
    }

    /// A variable or a column, when it reaches a secret field or is called like one.
    fn named(&mut self, name: &str, node: &Node) {
        if self.is_named(name) {
            self.take(node);
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

/// Whether a mapping is one of libvirt's, and only called like a secret: a disk `secrets`.
fn is_device(name: &str, node: &Node) -> bool {
    let is_of_device = |entry: &Entry| words::is_known(&entry.key.text) && !matches!(&*entry.key.text, "name" | "value");
    matches!(&node.kind, Kind::Mapping(entries) if !words::is_known(name) && entries.iter().any(is_of_device))
}

fn is_uuid(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_hexdigit() || c == '-';
    text.chars().all(is_digit) && text.chars().filter(|c| *c != '-').count() == 32
}

/// Whether entries say that their value is a secret: `{ name: PASSWORD, value: … }`.
fn names_secret(entries: &[Entry]) -> bool {
    let name = entries.iter().find(|entry| &*entry.key.text == "name").and_then(|entry| entry.node.scalar());
    name.is_some_and(|name| words::is_secret(&name.text)) && entries.iter().any(|entry| &*entry.key.text == "value")
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

/// Whether a file is one text where a tree should be.
fn is_of_whole(found: &Diagnostic) -> bool {
    found.code == Code::WrongType && found.primary.span.start == 0
}

/// What XML writes for signs of its own.
const ENTITIES: [(&str, &str); 5] = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];

/// What messages may quote of a text: all of it, or what a parser takes for its first word.
fn spellings(written: &str) -> impl Iterator<Item = Box<str>> + use<> {
    let word = written.trim_start().split([' ', '\n', ',', ']', '}']).next().unwrap_or_default();
    // The word may be the key of what is secret as a whole.
    let word = if words::is_known(word) { written } else { word };
    // The quotes at its end may be those of what it is a part of.
    let read = ENTITIES.iter().fold(written.to_owned(), |text, (name, c)| text.replace(name, c)).into();
    [written.into(), word.into(), word.trim_start_matches('*').into(), word.trim_end_matches(['"', '\'']).into(), read].into_iter()
}

fn without_quotes(text: &str, place: Range<usize>) -> Range<usize> {
    let written = &text[place.clone()];
    let quotes = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| written.len() >= 2 * quotes.len() && written.starts_with(quotes) && written.ends_with(quotes));
    let length = quotes.map_or(0, str::len);
    place.start + length..place.end - length
}

/// Puts the mask in the place of what a text says is secret.
fn mask_places(text: &mut Box<str>, told: fn(&str) -> Vec<Range<usize>>) {
    let places: Vec<_> = told(text).into_iter().map(|place| without_quotes(text, place)).collect();
    for place in places.into_iter().rev() {
        *text = format!("{}{MASK}{}", &text[..place.start], &text[place.end..]).into();
    }
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
