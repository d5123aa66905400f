//! The JSON Schema of the spec language, by which editors complete, explain and check.
//!
//! It is made from the vocabulary. Where JSON Schema cannot say what `virtc check` says, it
//! is looser, never stricter: what an editor underlines is wrong.
//!
//! - `element`: keys of a mapping;
//! - `form`: what else may stand in the place of an element: scalars, lists, names;
//! - `value`: words and grammars of scalars;
//! - `print`: JSON that a person can read and git can compare.

mod element;
mod form;
mod print;
mod value;

use element::Builder;
use serde_json::{Map, Value, json};
use virtc_model::vocabulary::DOMAIN;

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
            "profiles": {
                "description": "Partial domains by their names, for domains and other profiles to build on.",
                "type": "object",
                "additionalProperties": domain.clone(),
            },
            "domains": {
                "description": "The domains by their names, which are also those of the files that are written.",
                "type": "object",
                "propertyNames": { "pattern": "^[^./\\\\][^/\\\\]*$" },
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
    // The mirror's `name` is the domain's key, said again.
    properties.insert(
        "name".to_owned(),
        json!({ "description": "The domain's name; its key says it already.", "type": ["string", "number", "boolean"] }),
    );
}
