//! What stands in `hosts`.

use serde_json::{Value, json};
use virtc_model::vocabulary::DOMAIN;

/// The schema of one host.
pub(super) fn host() -> Value {
    let version = |program: &str| {
        json!({
            "description": format!("The version of its {program}, such as `10.0.0`."),
            "type": ["string", "number"],
            "pattern": "^[0-9]+(\\.[0-9]+){0,2}$",
        })
    };
    json!({
        "type": "object",
        "properties": {
            "arch": { "description": "Its architecture.", "enum": architectures() },
            "libvirt": version("libvirt"),
            "qemu": version("QEMU"),
            "memory": { "description": "Its memory, such as `512 GiB`.", "type": ["string", "integer"] },
            "cpus": { "description": "How many CPUs it has, or which: `0-63`.", "type": ["string", "integer"] },
            "hugepages": {
                "description": "Its huge pages: how many there are of each size, such as `1 GiB: 400`.",
                "type": "object",
                "additionalProperties": { "type": ["string", "integer"] },
            },
            "domcapabilities": {
                "description": "Files of the project that hold what `virsh domcapabilities` prints on it: one for each emulator and machine type.",
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
        },
        "additionalProperties": false,
    })
}

fn architectures() -> Vec<&'static str> {
    let kind = DOMAIN.element.child("os").and_then(|os| os.element.child("type"));
    let arch = kind.and_then(|kind| kind.element.attribute("arch"));
    arch.map_or_else(Vec::new, |arch| arch.value.words.iter().map(|word| word.text).collect())
}
