//! What has to be true of any input, tried on random ones.

use crate::import;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::fmt::Write as _;
use virtc::input::Input;
use virtc::levels::Levels;
use virtc::output::manifest::Manifest;
use virtc_model::Diagnostics;
use virtc_model::span::FileId;
use virtc_model::value::ValueType;
use virtc_model::vocabulary::{Child, DOMAIN};
use virtc_spec::expression::Template;
use virtc_spec::notation::csv::Table;
use virtc_spec::notation::{self};
use virtc_spec::tree::{Kind, Node};
use virtc_spec::{Notation, Scope, Source};

/// Runs a test on as many random values, the same in every run.
fn hold<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(error) = runner.run(&strategy, test) {
        panic!("{error}");
    }
}

/// Numbers that choose what a document holds; without any left, the first of everything.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn of(&mut self, count: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % count.max(1)
    }

    fn is_over(&self) -> bool {
        self.0.is_empty()
    }
}

/// Texts that one grammar or another takes, and some that none does.
const SAMPLES: [&str; 24] = [
    "1",
    "0",
    "4096",
    "a",
    "vda",
    "/a/b",
    "yes",
    "on",
    "52:54:00:12:34:56",
    "64089b7c-63f1-5577-b547-4e03797a891f",
    "0x10",
    "0-3,^1",
    "10.0.0.1",
    "::1",
    "2031-12-31T23:59:59",
    "br0",
    "0x0000",
    "default",
    "host.example",
    "18446744073709551615",
    "é <&\"'>",
    "true",
    "x y",
    "",
];

fn value(of: &ValueType, choices: &mut Choices<'_>) -> String {
    if !of.words.is_empty() && choices.of(8) > 0 {
        return of.words[choices.of(of.words.len())].text.to_owned();
    }
    let taken: Vec<&str> = SAMPLES.into_iter().filter(|sample| of.check(sample).is_ok()).collect();
    match taken.len() {
        0 => SAMPLES[choices.of(SAMPLES.len())].to_owned(),
        count => taken[choices.of(count)].to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&apos;")
}

/// An element with some of what the vocabulary allows in it.
fn element(place: &Child, depth: usize, choices: &mut Choices<'_>, out: &mut String) {
    // Writing to a string does not fail.
    let _infallible = write!(out, "<{}", place.xml_name);
    for attribute in place.element.attributes {
        if attribute.required || choices.of(4) == 1 {
            let _infallible = write!(out, " {}='{}'", attribute.name, escaped(&value(&attribute.value, choices)));
        }
    }
    out.push('>');
    if let Some(text) = &place.element.text {
        if text.grammars.contains(&virtc_model::value::Grammar::Xml) {
            out.push_str("<m:a xmlns:m='urn:m' b='&amp;'>c</m:a>");
        } else {
            out.push_str(&escaped(&value(text, choices)));
        }
    }
    let children = place.element.children.iter().filter(|child| !child.xml_name.contains(':'));
    for child in children {
        let count = if depth > 8 || choices.is_over() { 0 } else { choices.of(12) };
        let times = if child.required { 1 } else { usize::from(count == 1 || count == 2) };
        let times = if child.repeats() && count == 2 { 2 } else { times };
        (0..times).for_each(|_| element(child, depth + 1, choices, out));
    }
    let _infallible = write!(out, "</{}>", place.xml_name);
}

/// One chapter of the domain with its contents: a whole one would seldom be right everywhere.
fn document(choices: &mut Choices<'_>) -> String {
    let devices = DOMAIN.element.child("devices").unwrap();
    let mut inner = String::new();
    let is_device = choices.of(2) == 0;
    let places = if is_device { devices.element.children } else { DOMAIN.element.children };
    let place = &places[choices.of(places.len())];
    if !place.xml_name.contains(':') && !["name", "memory", "devices"].contains(&place.xml_name) {
        element(place, 0, choices, &mut inner);
    }
    let inner = if is_device { format!("<devices>{inner}</devices>") } else { inner };
    format!("<domain type='kvm'><name>a</name><memory unit='KiB'>1024</memory>{inner}</domain>")
}

#[test]
fn import_and_compile_are_the_identity() {
    let taken = Cell::new(0);
    hold(1_200, proptest::collection::vec(any::<u8>(), 8..160), |choices| {
        taken.set(taken.get() + u32::from(import::answered(&document(&mut Choices(&choices)))));
        Ok(())
    });
    // Else they would be nothing but refused.
    assert!(taken.get() > 200, "{} of the random domains were taken", taken.get());
}

/// A spec without a notation.
#[derive(Debug, Clone)]
enum Tree {
    Text(String),
    Number(i64),
    List(Vec<Tree>),
    Mapping(Vec<(String, Tree)>),
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof!["[ -~äé\n\t\u{85}]{0,12}".prop_map(Tree::Text), any::<i64>().prop_map(Tree::Number)];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Tree::List),
            proptest::collection::btree_map("[ -~é]{0,8}", inner, 0..5).prop_map(|entries| Tree::Mapping(entries.into_iter().collect())),
        ]
    })
}

/// In the words that JSON, and so YAML, and TOML have in common.
fn quoted(text: &str) -> String {
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

impl Tree {
    fn yaml(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Number(number) => number.to_string(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::yaml).collect::<Vec<_>>().join(", ")),
            Self::Mapping(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}: {}", quoted(key), value.yaml()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn toml(&self) -> String {
        match self {
            Self::Text(_) | Self::Number(_) => self.yaml(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::toml).collect::<Vec<_>>().join(", ")),
            Self::Mapping(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{} = {}", quoted(key), value.toml()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn is(&self, node: &Node) -> bool {
        match (self, &node.kind) {
            (Self::Text(text), Kind::Scalar(scalar)) => scalar.quoted && **text == *scalar.text,
            (Self::Number(number), Kind::Scalar(scalar)) => !scalar.quoted && *scalar.text == number.to_string(),
            (Self::List(items), Kind::List(nodes)) => {
                items.len() == nodes.len() && items.iter().zip(nodes).all(|(item, node)| item.is(node))
            }
            (Self::Mapping(entries), Kind::Mapping(nodes)) => {
                let same =
                    |((key, value), entry): (&(String, Self), &virtc_spec::tree::Entry)| **key == *entry.key.text && value.is(&entry.node);
                entries.len() == nodes.len() && entries.iter().zip(nodes).all(same)
            }
            _ => false,
        }
    }
}

fn source(notation: Notation, text: String) -> Source {
    Source { id: FileId(0), name: "random".into(), notation, text: text.into() }
}

#[test]
fn yaml_and_toml_of_one_meaning_are_one_tree() {
    hold(1_000, trees(), |tree| {
        let mut found = Diagnostics::new();
        let yaml = notation::read(&source(Notation::Yaml, format!("k: {}\n", tree.yaml())), &mut found);
        let toml = notation::read(&source(Notation::Toml, format!("k = {}\n", tree.toml())), &mut found);
        prop_assert!(found.is_empty(), "{found:?}\n{}\n{}", tree.yaml(), tree.toml());
        let whole = Tree::Mapping(vec![("k".into(), tree)]);
        prop_assert!(yaml.len() == 1 && whole.is(&yaml[0]), "{}\n{yaml:?}", whole.yaml());
        prop_assert!(toml.len() == 1 && whole.is(&toml[0]), "{}\n{toml:?}", whole.toml());
        Ok(())
    });
}

#[test]
fn expressions_are_answered() {
    let part = prop_oneof![
        Just("${".to_owned()),
        Just("}".to_owned()),
        Just("$${".to_owned()),
        Just("'".to_owned()),
        "[-+*/%()<>=!:. n0-9]{0,6}",
        Just("9223372036854775807".to_owned()),
        Just("n:02".to_owned()),
        "[é}{$ a-z]{0,4}",
    ];
    hold(20_000, proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat()), |text| {
        if let Ok(Some(template)) = Template::read(&text) {
            template.names();
            let _either = template.evaluate(&Scope::default());
        }
        Ok(())
    });
}

#[test]
fn tables_and_manifests_are_answered() {
    hold(10_000, "[a-c,\"\r\n\u{feff}é.~ ]{0,24}", |text| {
        let mut found = Diagnostics::new();
        let table = Table::read(&source(Notation::Yaml, text), &mut found);
        prop_assert!(table.is_some() || !found.is_empty());
        Ok(())
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("manifest");
    hold(500, "(\\{\"version\":1,\"files\":)?[\\[\\]{}\":,a-f0-9é.\\\\/ ]{0,24}", |text| {
        std::fs::write(&path, text).unwrap();
        let _either = Manifest::load(&path);
        Ok(())
    });
}

/// Specs of pieces that mean something, put together in any way.
fn specs() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("domains:\n"),
        Just("  a:\n"),
        Just("    memory: 1 GiB\n"),
        Just("    devices:\n"),
        Just("      disk:\n"),
        Just("        root: { file: /a, format: raw, bus: sata }\n"),
        Just("        - { file: /a }\n"),
        Just("    count: 3\n"),
        Just("    name: \"a-${n:02}\"\n"),
        Just("    profile: p\n"),
        Just("profiles:\n"),
        Just("  p: { profile: p }\n"),
        Just("  p: *x\n"),
        Just("    vcpu: &x 4\n"),
        Just("    unset: [devices.disk.root]\n"),
        Just("    members: { 1-2: { skip: true }, 9: {} }\n"),
        Just("    metadata: '<a/>'\n"),
        Just("    xml: '<b/>'\n"),
        Just("    title: \"${\"\n"),
        Just("---\n"),
        Just("\t\n"),
        Just("    when: x\n"),
        Just("include: [x.yaml]\n"),
        Just("vars: { x: 1 }\n"),
        Just("hosts: { h: { memory: 1 GiB } }\n"),
        Just("    host: h\n"),
        Just("    os: { machine: q35, firmware: efi }\n"),
        Just("    uuid: nil\n"),
        Just("identity: written\n"),
        Just("null\n"),
        Just("]\n"),
    ];
    proptest::collection::vec(piece, 1..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn specs_are_answered_and_their_xml_is_valid() {
    hold(1_500, specs(), |text| {
        let mut input = Input::default();
        input.sources.push(source(Notation::Yaml, text.clone()));
        let outcome = virtc::session::run(&mut input, Levels::default());
        for domain in &outcome.domains {
            let xml = domain.xml();
            let mut found = Diagnostics::new();
            let read = virtc_model::xml::read(&xml, FileId(0), virtc_model::xml::Unknown::Keep, &mut found);
            let is_valid = read.is_some() && !found.has_errors();
            prop_assert!(is_valid, "{text}\n{xml}\n{found:?}");
        }
        prop_assert!(!outcome.domains.is_empty() || !outcome.diagnostics.is_empty() || !text.contains("domains"), "{text}");
        Ok(())
    });
}
