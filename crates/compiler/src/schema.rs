//! The JSON Schema of the spec language, by which editors complete, explain and check.
//!
//! It is made from the vocabulary. Where JSON Schema cannot say what `virtc check` says, it
//! is looser, never stricter: what an editor underlines is wrong.
//!
//! - `element`: keys of a mapping;
//! - `host`: what stands in `hosts`;
//! - `form`: what else may stand in the place of an element: scalars, lists, names;
//! - `value`: words and grammars of scalars;
//! - `print`: JSON that a person can read and git can compare.

mod element;
mod form;
mod host;
mod print;
mod value;

use element::Builder;
use serde_json::{Map, Value, json};
use virtc_model::vocabulary::DOMAIN;
use virtc_spec::shipped::SHIPPED;

/// The schema as it is printed.
pub fn text() -> String {
    print::pretty(&document())
}

/// The schema.
pub fn document() -> Value {
    let mut builder = Builder::new();
    let domain = builder.shared(DOMAIN.element, "domain");
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "virtc spec",
        "description": "Virtual machines, which virtc compiles to libvirt domain XML.",
        "type": "object",
        "properties": {
            "project": {
                "description": "The project: it enters the UUIDs and MACs that are derived, and is the same in every file of a run.",
                "type": ["string", "number", "boolean"],
                "pattern": "^[^/]*$",
            },
            "identity": {
                "description": "`written`: no UUID and no MAC is derived for the domains of this file; there is what is written.",
                "const": "written",
            },
            "include": {
                "description": "Files of the project that belong to the run too.",
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
            "vars": {
                "description": "Variables: names for expressions, with what they stand for.",
                "type": "object",
                "additionalProperties": { "type": ["string", "number", "boolean"] },
            },
            "profiles": {
                "description": "Partial domains by their names, for domains and other profiles to build on.",
                "type": "object",
                "additionalProperties": domain.clone(),
            },
            "hosts": {
                "description": "The hosts by their names, for the `host` of domains: what they are like, as far as it is known.",
                "type": "object",
                "additionalProperties": host::host(),
            },
            "domains": {
                "description": "The domains by their names, which are also those of the files that are written.",
                "type": "object",
                "additionalProperties": domain,
            },
        },
        "additionalProperties": false,
        "$defs": Value::Object(builder.definitions()),
    })
}

/// Keys of a domain that are the language's and not libvirt's.
fn own_keys(properties: &mut Map<String, Value>) {
    properties.insert(
        "identity".to_owned(),
        json!({
            "description": "Where the UUID and the MACs come from that are not written: `written` derives none, `{ from: old-name }` keeps those of an earlier name.",
            "anyOf": [
                { "const": "written" },
                {
                    "type": "object",
                    "properties": { "from": { "description": "The domain's earlier name.", "type": ["string", "number", "boolean"] } },
                    "required": ["from"],
                    "additionalProperties": false,
                },
            ],
        }),
    );
    let names = json!({ "type": ["string", "number", "boolean"] });
    for (key, description) in [
        ("profile", "The profiles that it builds on, in their order; it comes over them itself."),
        ("unset", "Paths that it takes out of what it builds on, such as `devices.memballoon` or `cpu.feature.vmx`."),
    ] {
        properties.insert(key.to_owned(), json!({ "description": description, "anyOf": [names, { "type": "array", "items": names }] }));
    }
    // What an editor offers; profiles of the files have names that no schema knows.
    if let Some(Value::Object(profile)) = properties.get_mut("profile") {
        let shipped: Vec<&str> = SHIPPED.iter().map(|shipped| shipped.pinned).collect();
        profile.insert("examples".to_owned(), json!(shipped));
    }
    for (key, schema) in [
        (
            "host",
            json!({ "description": "The host that it runs on, as `hosts` declares it. It does not stand in the XML.", "type": ["string", "number", "boolean"] }),
        ),
        (
            "count",
            json!({ "description": "A fleet of so many members; `n` counts them from 1, `i` from 0.", "type": ["integer", "string"] }),
        ),
        (
            "each",
            json!({ "description": "A fleet with a member for each row; its columns are names in expressions.", "anyOf": [{ "type": "array", "items": { "type": "object" } }, { "type": "string" }] }),
        ),
        (
            "members",
            json!({ "description": "What is said of single members: by number, by range (`10-19`), or by name.", "type": "object", "additionalProperties": { "$ref": "#/$defs/domain" } }),
        ),
        ("skip", json!({ "description": "In `members`: there is no such member.", "type": "boolean" })),
        (
            "name",
            json!({ "description": "In a fleet, what its members are called: `worker-${n:02}`. Elsewhere the domain's key says it already.", "type": ["string", "number", "boolean"] }),
        ),
    ] {
        properties.insert(key.to_owned(), schema);
    }
}
