//! A second opinion on YAML: another reader agrees on every spec that we accept.

use crate::{source, specs};
use serde_yaml::Value;
use virtc_model::Diagnostics;
use virtc_spec::notation;
use virtc_spec::tree::{Kind, Node};

#[test]
fn serde_yaml_reads_the_same() {
    let mut read = 0;
    for path in specs("specs").into_iter().chain(specs("tests/golden")).chain(specs("tests/seed")) {
        if path.extension().is_some_and(|extension| extension == "toml") {
            continue;
        }
        let source = source(&path);
        let ours = notation::read(&source, &mut Diagnostics::new());
        let documents = serde_yaml::Deserializer::from_str(&source.text);
        let theirs: Vec<Value> = documents.map(|document| serde::Deserialize::deserialize(document).unwrap()).collect();
        assert_eq!(ours.len(), theirs.len(), "{}", path.display());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert!(same(ours, theirs), "{}:\n{ours:?}\n{theirs:?}", path.display());
        }
        read += 1;
    }
    assert!(read > 10, "{read} files");
}

fn same(ours: &Node, theirs: &Value) -> bool {
    match (&ours.kind, theirs) {
        (Kind::Scalar(scalar), Value::Null) => scalar.is_null(),
        (Kind::Scalar(scalar), Value::Bool(boolean)) => *scalar.text == *boolean.to_string(),
        (Kind::Scalar(scalar), Value::Number(number)) => !scalar.quoted && number_of(&scalar.text) == number_of(&number.to_string()),
        (Kind::Scalar(scalar), Value::String(text)) => *scalar.text == **text,
        (Kind::List(ours), Value::Sequence(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Kind::Mapping(ours), Value::Mapping(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|(entry, (key, value))| key_of(key) == *entry.key.text && same(&entry.node, value))
        }
        _ => false,
    }
}

fn key_of(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(boolean) => boolean.to_string(),
        _ => "null".to_owned(),
    }
}

fn number_of(text: &str) -> Option<f64> {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(|number| number as f64),
        None => text
            .strip_prefix("0o")
            .map_or_else(|| text.parse().ok(), |digits| u64::from_str_radix(digits, 8).ok().map(|number| number as f64)),
    }
}
