//! The types of scalars.
//!
//! A spec's scalar is text until its field types it: a version `2.0`, a name `0123` or a title
//! `true` is a number or a boolean to an editor, and right all the same.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use virtc_model::value::{Grammar, Unit, ValueType};

/// Definitions of types, by name.
pub(super) type Types = BTreeMap<String, Value>;

const UINT: (i128, i128) = (0, u32::MAX as i128);
const ULONG: (i128, i128) = (0, u64::MAX as i128);

/// Digits, an optional blank, a unit.
const SIZE: &str = "^\\s*([0-9]+\\s*([bB]|[bB][yY][tT][eE][sS]?|[kKmMgGtTpPeE]([iI]?[bB])?)|0+)\\s*$";
const SIZE_OR_NUMBER: &str = "^\\s*[0-9]+\\s*([bB]|[bB][yY][tT][eE][sS]?|[kKmMgGtTpPeE]([iI]?[bB])?)?\\s*$";

/// The schema of a value; what it needs is added to `types`.
pub(super) fn schema(value: &ValueType, types: &mut Types) -> Value {
    let mut alternatives = Vec::new();
    if !value.words.is_empty() {
        alternatives.push(json!({ "enum": words(value) }));
    }
    for grammar in value.grammars {
        let schema = grammar_schema(*grammar, types);
        if !alternatives.contains(&schema) {
            alternatives.push(schema);
        }
    }
    if !value.is_free_text() {
        alternatives.push(expression(types));
    }
    any_of(alternatives)
}

/// A text with an expression in it, which can become anything.
pub(super) fn expression(types: &mut Types) -> Value {
    let schema = json!({ "description": "A text with an expression in it: `${n}`.", "type": "string", "pattern": "\\$\\{" });
    reference(types, "expression", schema)
}

/// A size that stands beside its unit, so that it may be a number alone.
pub(super) fn size_beside_unit(types: &mut Types) -> Value {
    let schema = json!({ "description": "A size such as `8 GiB`, or a number beside its unit.", "type": ["string", "integer"], "minimum": 0, "pattern": SIZE_OR_NUMBER });
    any_of(vec![reference(types, "size-beside-unit", schema), expression(types)])
}

/// The schema of a PCI address in one word.
pub(super) fn pci_address(types: &mut Types) -> Value {
    let schema = json!({
        "description": "A PCI address such as `0000:03:00.0`.",
        "type": "string",
        "pattern": "^([0-9a-fA-F]{1,8}:)?[0-9a-fA-F]{1,2}:[01]?[0-9a-fA-F]\\.[0-7]$",
    });
    any_of(vec![reference(types, "pci-address", schema), expression(types)])
}

/// Whether a mapping is there at all.
pub(super) fn when(types: &mut Types) -> Value {
    let schema = json!({ "description": "Whether it is there: true or false, or an expression such as `${n == 1}`.", "type": ["boolean", "string"] });
    reference(types, "when", schema)
}

/// XML that the vocabulary does not know, in any mapping.
pub(super) fn raw_xml(types: &mut Types) -> Value {
    let fragment = json!({ "type": "string", "pattern": "^\\s*(<|$)" });
    let schema = json!({
        "description": "XML for what this version of virtc does not know: children, or attributes and children. It is not checked.",
        "anyOf": [
            fragment,
            {
                "type": "object",
                "properties": {
                    "attributes": {
                        "description": "Attributes by name.",
                        "type": "object",
                        "additionalProperties": { "type": ["string", "number", "boolean", "null"] },
                    },
                    "children": fragment,
                },
                "additionalProperties": false,
            },
        ],
    });
    reference(types, "raw-xml", schema)
}

/// One of several schemas.
pub(super) fn any_of(mut alternatives: Vec<Value>) -> Value {
    match alternatives.len() {
        1 => alternatives.remove(0),
        _ => json!({ "anyOf": alternatives }),
    }
}

/// The words, as all that an editor may take them for.
fn words(value: &ValueType) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    let booleans = value.boolean().into_iter().flat_map(|(yes, no)| [(yes, true), (no, false)]);
    all.extend(booleans.filter(|(word, _)| value.has_word(word)).map(|(_, boolean)| Value::from(boolean)));
    for word in value.words {
        all.push(Value::from(word.text));
        if let Some(retyped) = retyped(word.text) {
            all.push(retyped);
        }
    }
    all
}

/// What YAML and TOML make of a word without quotes, where that is no text.
pub(super) fn retyped(word: &str) -> Option<Value> {
    match word {
        "null" => Some(Value::Null),
        "true" => Some(true.into()),
        "false" => Some(false.into()),
        _ if !word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => None,
        _ => word.parse::<i64>().map(Value::from).or_else(|_| word.parse::<f64>().map(Value::from)).ok(),
    }
}

/// The name of a grammar's definition; `None` when it stands where it is used.
pub(super) fn name(grammar: Grammar) -> Option<String> {
    match grammar {
        Grammar::Integer { least, most } if (least, most) == UINT => Some("uint".to_owned()),
        Grammar::Integer { least, most } if (least, most) == ULONG => Some("ulong".to_owned()),
        Grammar::Number { bare_hex: true, .. } => Some("hex".to_owned()),
        Grammar::HexDigits { .. } => Some("hex-digits".to_owned()),
        Grammar::Integer { .. } | Grammar::Number { .. } | Grammar::Empty => None,
        Grammar::Text { .. } => Some("text".to_owned()),
        Grammar::Size(size) if size.kept => Some("size-or-number".to_owned()),
        Grammar::Size(_) => Some("size".to_owned()),
        other => Some(kebab_case(&format!("{other:?}"))),
    }
}

fn grammar_schema(grammar: Grammar, types: &mut Types) -> Value {
    match name(grammar) {
        Some(name) => reference(types, &name, described(&description(grammar), shape(grammar))),
        None => shape(grammar),
    }
}

/// What a definition says of itself. It holds for every length and every bound.
fn description(grammar: Grammar) -> String {
    match grammar {
        Grammar::Number { .. } => "a number, decimal or hexadecimal".to_owned(),
        Grammar::HexDigits { .. } => "a hexadecimal number such as `0x1f`".to_owned(),
        Grammar::Size(size) if size.kept => format!("a size such as `2 MiB`, or a number of {}", size.unit.name()),
        Grammar::Text { .. } => "text".to_owned(),
        other => other.describe(),
    }
}

/// A grammar's shape, as far as it catches what people get wrong.
fn shape(grammar: Grammar) -> Value {
    let string = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match grammar {
        Grammar::Integer { least, most } => integer(least, most),
        // `1e3` is a thousand to an editor, and digits to us: there is no upper bound.
        Grammar::Number { bare_hex: true, .. } | Grammar::HexDigits { .. } | Grammar::Hexuint => {
            json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^(0x)?[0-9a-fA-F]+$" })
        }
        Grammar::Number { least, most, .. } => {
            let mut schema = integer(least.into(), most.into());
            schema["pattern"] = json!("^(0x[0-9a-fA-F]+|-?[0-9]+)$");
            schema
        }
        Grammar::Empty => json!({ "const": "" }),
        Grammar::Size(size) if size.kept => json!({ "type": ["string", "integer"], "minimum": 0, "pattern": SIZE_OR_NUMBER }),
        Grammar::Size(_) => json!({ "anyOf": [{ "type": "string", "pattern": SIZE }, { "const": 0 }] }),
        Grammar::Unit => {
            let names: Vec<&str> = [Unit::Bytes, Unit::KiB, Unit::MiB, Unit::GiB, Unit::TiB, Unit::PiB, Unit::EiB].map(Unit::name).to_vec();
            json!({ "anyOf": [{ "enum": names }, string("^([bB]|[bB][yY][tT][eE][sS]?|[kKmMgGtTpPeE]([iI]?[bB])?)$")] })
        }
        Grammar::Mode => json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^0?[0-7]{1,3}$" }),
        Grammar::Offset => json!({ "type": ["integer", "string"], "pattern": "^[-+]?[0-9]+$" }),
        Grammar::Cpuset => {
            json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^(\\^?[0-9]+|[0-9]+-[0-9]+)(,(\\^?[0-9]+|[0-9]+-[0-9]+))*$" })
        }
        Grammar::UnicastMac => string("^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}$"),
        // Without dashes it may consist of digits alone.
        Grammar::Uuid => json!({
            "type": ["string", "number"],
            "pattern": "^([0-9a-fA-F]{32}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$",
        }),
        Grammar::Ip => string("^[0-9a-fA-F:.]+$"),
        Grammar::Ipv4 => string("^[0-9]{1,3}(\\.[0-9]{1,3}){3}$"),
        Grammar::Wwn => json!({ "type": ["string", "number"], "pattern": "^(0x)?[0-9a-fA-F]{16}$" }),
        Grammar::Wwpn => string("^naa\\.[0-9a-fA-F]{16}$"),
        Grammar::UsbVersion => json!({ "type": ["string", "number"], "pattern": "^[0-9]{1,2}\\.[0-9]{1,2}$" }),
        Grammar::Path => string("^(/.|[A-Za-z]:\\\\.)"),
        Grammar::Dir => string("^/"),
        Grammar::VmwarePath => string("^\\[[^\\]]+\\] ."),
        Grammar::DiskTarget => string("^(ioemu:)?(xvd|fd|hd|sd|vd|ubd)[A-Za-z0-9_]+$"),
        Grammar::Datetime => string("^[0-9]{2,}-[0-9]{2,}-[0-9]{2,}T[0-9]{2}:[0-9]{2}:[0-9]{2}"),
        Grammar::Xml => json!({ "type": "string" }),
        _ => scalar(),
    }
}

fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A number, or its digits in quotes. Bounds hold for numbers.
fn integer(least: i128, most: i128) -> Value {
    let mut schema = Map::from_iter([("type".to_owned(), json!(["integer", "string"]))]);
    for (name, bound) in [("minimum", least), ("maximum", most)] {
        let number = i64::try_from(bound).map(Value::from).or_else(|_| u64::try_from(bound).map(Value::from));
        if let Ok(number) = number {
            schema.insert(name.to_owned(), number);
        }
    }
    schema.insert("pattern".to_owned(), json!("^-?[0-9]+$"));
    Value::Object(schema)
}

/// The schema with a description, which becomes a sentence.
fn described(description: &str, schema: Value) -> Value {
    let mut letters = description.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase()).into_iter();
    let mut all = Map::from_iter([("description".to_owned(), Value::from(first.chain(letters).chain(['.']).collect::<String>()))]);
    if let Value::Object(schema) = schema {
        all.extend(schema);
    }
    Value::Object(all)
}

/// A reference to a type, which is defined with it.
fn reference(types: &mut Types, name: &str, schema: Value) -> Value {
    let name = format!("type.{name}");
    let reference = json!({ "$ref": format!("#/$defs/{name}") });
    types.entry(name).or_insert(schema);
    reference
}

fn kebab_case(name: &str) -> String {
    let mut all = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !all.is_empty() {
            all.push('-');
        }
        all.push(letter.to_ascii_lowercase());
    }
    all
}
