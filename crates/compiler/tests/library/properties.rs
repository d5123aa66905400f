//! What has to be true of any input, tried on random ones.

use crate::holds::{self, Choices, answered, document, quoted};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use virtc::levels::Levels;
use virtc_model::Diagnostics;
use virtc_model::span::FileId;
use virtc_spec::notation::{self};
use virtc_spec::tree::{Kind, Node};
use virtc_spec::{Notation, Source};

/// Runs a test on as many random values, the same in every run.
fn hold<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(error) = runner.run(&strategy, test) {
        panic!("{error}");
    }
}

/// What the fuzzer tries.
fn tried(property: holds::Property, text: &str) -> Result<(), TestCaseError> {
    property(text);
    Ok(())
}

#[test]
fn import_and_compile_are_the_identity() {
    let taken = Cell::new(0);
    hold(1_200, proptest::collection::vec(any::<u8>(), 8..160), |choices| {
        taken.set(taken.get() + u32::from(answered(&document(&mut Choices(&choices)))));
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
    hold(10_000, proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat()), |text| tried(holds::expression, &text));
}

#[test]
fn tables_and_manifests_are_answered() {
    hold(10_000, "[a-c,\"\r\n\u{feff}é.~ ]{0,24}", |text| tried(holds::csv, &text));
    hold(5_000, "(\\{\"version\":1,\"files\":)?[\\[\\]{}\":,a-f0-9é.\\\\/ ]{0,24}", |text| tried(holds::manifest, &text));
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
    hold(600, specs(), |text| tried(holds::compile, &text));
}

/// Specs with much to mend, in every style.
fn mendable() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("    vcpu: { value: 2, cpuset: 7-4 }\n"),
        Just("    vcpu: { value: 2, cpuset: \"9-1,3\" }   # 7-4\n"),
        Just("    vcpu: {value: 2, cpuset: '5-2'}\r\n"),
        Just("    vcpu: &v { value: 2, cpuset: &c 7-4 }\n    cputune: { emulatorpin: { cpuset: *c } }\n"),
        Just("    cputune: { emulatorpin: { cpuset: 3-1 } }\n"),
        Just("    profile: linux-server\n"),
        Just("    profile: [linux-server, p]\n"),
        Just("    title: é 7-4 𝄞\n"),
        Just("    memory: 1 GB\n"),
        Just("    devices: { tpm: { t: { model: tpm-crb, backend: { type: emulator, version: 1.2 } } } }\n"),
        Just("    unknown: [\n"),
        Just("    \"name\": a\n"),
        Just("  b:\n    memory: 1 GiB\n"),
        Just("  c: { count: 2, name: \"c-${n}\", memory: 1 GiB, vcpu: { value: 1, cpuset: 2-1 } }\n"),
        Just("profiles:\n  p: { vcpu: { value: 1, cpuset: 8-6 } }\n"),
    ];
    proptest::collection::vec(piece, 1..10).prop_map(|pieces| format!("domains:\n  a:\n    memory: 1 GiB\n{}", pieces.concat()))
}

#[test]
fn what_is_mended_is_read_again_and_else_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spec.yaml");
    let mended = Cell::new(0);
    hold(400, mendable(), |text| {
        std::fs::write(&path, &text).unwrap();
        let mut input = virtc::input::read(std::slice::from_ref(&path));
        let outcome = virtc::session::run(&mut input, Levels::default());
        for file in virtc::fix::of(&input, &outcome.diagnostics) {
            let applied = file.apply().unwrap();
            let after = std::fs::read_to_string(&path).unwrap();
            prop_assert_eq!(applied, after != text, "{}", after);
            // No line comes or goes, and no more of them differ than places were mended.
            let differ = text.split('\n').zip(after.split('\n')).filter(|(before, after)| before != after).count();
            prop_assert!(text.split('\n').count() == after.split('\n').count() && differ <= file.places(), "{text}\n{after}");
            let [before, again] = [&text, &after].map(|text| {
                let mut found = Diagnostics::new();
                let nodes = notation::read(&source(Notation::Yaml, text.clone()), &mut found);
                (nodes.iter().map(|node| node.count(usize::MAX)).collect::<Vec<_>>(), found.len())
            });
            prop_assert_eq!(before, again, "{}\n{}", text, after);
            mended.set(mended.get() + usize::from(applied));
        }
        Ok(())
    });
    assert!(mended.get() > 100, "only {} specs were mended", mended.get());
}
