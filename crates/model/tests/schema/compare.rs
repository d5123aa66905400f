//! The vocabulary against the schema, place by place.

use crate::datatype::DataType;
use crate::merge::{Contents, Text};
use crate::rng::Schema;
use crate::samples;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;
use virtc_model::value::{Grammar, ValueType};
use virtc_model::vocabulary::{Child, DOMAIN, Element};

/// One difference between the vocabulary and the schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// `domain/devices/disk/@type`, at the first of its places when it has several.
    pub(crate) path: String,
    pub(crate) kind: Kind,
    /// The words or samples that it is about; none for the field itself.
    pub(crate) what: Vec<String>,
}

/// What the vocabulary does otherwise than the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A field is missing.
    LacksField,
    /// A word of an enumeration is missing.
    LacksWord,
    /// A value is refused that the schema accepts.
    Refuses,
    /// A child may stand once only.
    StandsOnce,
    /// A field is required that the schema lets one leave out.
    Requires,
    /// A field is there that the schema does not have.
    InventsField,
    /// A word is there that the schema does not have.
    InventsWord,
    /// A value is accepted that the schema refuses.
    Accepts,
    /// A child may repeat that the schema allows once.
    Repeats,
    /// A field may be left out that the schema requires.
    Spares,
}

impl Kind {
    /// Whether the vocabulary allows less than the schema: all that counts against an older one.
    pub(crate) fn is_too_narrow(self) -> bool {
        matches!(self, Self::LacksField | Self::LacksWord | Self::Refuses | Self::StandsOnce | Self::Requires)
    }
}

/// How many words or samples of a finding are printed.
const SHOWN: usize = 8;

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {:?}", self.path, self.kind)?;
        self.what.iter().take(SHOWN).try_for_each(|what| write!(out, " {what:?}"))?;
        match self.what.len().checked_sub(SHOWN) {
            None | Some(0) => Ok(()),
            Some(more) => write!(out, " and {more} more"),
        }
    }
}

/// What the comparison found.
pub(crate) struct Comparison {
    /// Every difference, by path.
    pub(crate) findings: Vec<Finding>,
    /// Every data type of the fields that were compared.
    pub(crate) types: Vec<Rc<DataType>>,
}

/// Compares every place that both have.
pub(crate) fn compare(schema: &Schema) -> Comparison {
    let root = schema.evaluate(&schema.start).expect("the schema allows something");
    let [(name, root)] = &root.children.into_iter().collect::<Vec<_>>()[..] else { panic!("the schema has one root") };
    assert_eq!(name, DOMAIN.xml_name);

    let mut walk = Walk { schema, seen: BTreeSet::new(), findings: Vec::new(), types: BTreeMap::new() };
    walk.element(DOMAIN.xml_name, DOMAIN.element, &root.elements);
    walk.findings.sort();
    Comparison { findings: walk.findings, types: walk.types.into_values().collect() }
}

struct Walk<'a> {
    schema: &'a Schema,
    /// Pairs of an element of the vocabulary and elements of the schema: each is compared
    /// once, wherever it stands, which also ends recursion.
    seen: BTreeSet<(usize, BTreeSet<usize>)>,
    findings: Vec<Finding>,
    types: BTreeMap<String, Rc<DataType>>,
}

impl Walk<'_> {
    fn element(&mut self, path: &str, known: &'static Element, elements: &BTreeSet<usize>) {
        if !self.seen.insert((std::ptr::from_ref(known) as usize, elements.clone())) {
            return;
        }
        let contents = self.schema.contents(elements);
        let is_xml = known.text.as_ref().is_some_and(|text| text.grammars.contains(&Grammar::Xml));
        match (contents.anything, is_xml) {
            (true, true) => return,
            (true, false) => self.found(format!("{path}/*"), Kind::LacksField),
            (false, true) => self.found(format!("{path}/*"), Kind::InventsField),
            (false, false) => {}
        }
        self.text(path, known, &contents.text);
        self.attributes(path, known, &contents);
        self.children(path, known, &contents);
    }

    fn text(&mut self, path: &str, known: &'static Element, schema: &Text) {
        let path = format!("{path}/text()");
        match &known.text {
            Some(value) if schema.exists() => self.value(&path, value, schema),
            Some(_) => self.found(path, Kind::InventsField),
            None if schema.exists() => self.found(path, Kind::LacksField),
            None => {}
        }
    }

    fn attributes(&mut self, path: &str, known: &'static Element, contents: &Contents) {
        for (name, schema) in &contents.attributes {
            let path = format!("{path}/@{name}");
            let Some(attribute) = known.attribute(name) else {
                self.found(path, Kind::LacksField);
                continue;
            };
            self.required(&path, attribute.required, schema.required);
            self.value(&path, &attribute.value, &schema.value);
        }
        for attribute in known.attributes.iter().filter(|attribute| !contents.attributes.contains_key(attribute.name)) {
            self.found(format!("{path}/@{}", attribute.name), Kind::InventsField);
        }
    }

    fn children(&mut self, path: &str, known: &'static Element, contents: &Contents) {
        let children: BTreeMap<&str, &'static Child> = known.children.iter().map(|child| (child.xml_name, child)).collect();
        for (name, schema) in &contents.children {
            let path = format!("{path}/{name}");
            let Some(child) = children.get(name.as_str()) else {
                self.found(path, Kind::LacksField);
                continue;
            };
            self.required(&path, child.required, schema.required);
            match (child.repeats(), schema.repeats) {
                (true, false) => self.found(path.clone(), Kind::Repeats),
                (false, true) => self.found(path.clone(), Kind::StandsOnce),
                _ => {}
            }
            self.element(&path, child.element, &schema.elements);
        }
        for name in children.keys().filter(|name| !contents.children.contains_key(**name)) {
            self.found(format!("{path}/{name}"), Kind::InventsField);
        }
    }

    fn required(&mut self, path: &str, known: bool, schema: bool) {
        match (known, schema) {
            (true, false) => self.found(path.to_owned(), Kind::Requires),
            (false, true) => self.found(path.to_owned(), Kind::Spares),
            _ => {}
        }
    }

    fn value(&mut self, path: &str, known: &ValueType, schema: &Text) {
        self.types.extend(schema.types.iter().map(|data| (data.source.clone(), Rc::clone(data))));
        let mut differences: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
        let mut differs = |kind, text: &str| differences.entry(kind).or_default().insert(text.to_owned());
        for word in schema.words.iter().filter(|word| !known.has_word(word)) {
            differs(Kind::LacksWord, word);
        }
        for word in known.words.iter().filter(|word| !schema.accepts(word.text)) {
            differs(Kind::InventsWord, word.text);
        }
        let bounds = schema.types.iter().flat_map(|data| data.bounds());
        for sample in samples::all().map(str::to_owned).chain(bounds) {
            match (known.check(&sample).is_ok(), schema.accepts(&sample)) {
                (true, false) => differs(Kind::Accepts, &sample),
                (false, true) => differs(Kind::Refuses, &sample),
                _ => continue,
            };
        }
        let findings =
            differences.into_iter().map(|(kind, what)| Finding { path: path.to_owned(), kind, what: what.into_iter().collect() });
        self.findings.extend(findings);
    }

    fn found(&mut self, path: String, kind: Kind) {
        self.findings.push(Finding { path, kind, what: Vec::new() });
    }
}
