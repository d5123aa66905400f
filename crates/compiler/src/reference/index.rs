//! The first page.

use super::map::{self, Map};
use super::table::{escaped, line};
use virtc_model::vocabulary::DOMAIN;

const HEAD: &str = "# Reference

Every key of a spec: what it takes, since when, and the XML that it becomes. [The language](../language.md) says how keys
and XML belong together; the [JSON Schema](../../schemas/virtc.schema.json) says the same to editors. These pages are made
from the [vocabulary](../../schemas/vocabulary) by `virtc reference`.

## How to read it

- The line of XML shows an element's attributes. Every other key of its table is an element inside it.
- Where `true` and `false` are taken, libvirt's own words (`yes` and `no`, `on` and `off`) are too.
- A size is a whole number and a unit: `8 GiB`, `512 MiB`.
- What may repeat is a list; a single one needs no list.
- A short form is what may stand in the place of a mapping. `false` leaves an element out, or switches it off.
- `value` is the text of an element that has other keys too.
- What is required, libvirt refuses to do without. virtc adds the domain's `type` (`kvm`), its `name`, `type` in `os` (`hvm`)
  and the targets of disks where they are not written; the short key of a device's `type` says that too.
- *Since* is the version of libvirt that brought a key, in brackets that of a word; nothing there means 4.0 or older.
- Every mapping also takes `xml`, for what this version of virtc does not know.

## A file

| Key | Takes | What it is |
| --- | --- | --- |
| `project` | text without `/` | Enters the UUIDs and MACs that are derived; the same in every file of a run. |
| `identity` | `written` | No UUID and no MAC is derived for the domains of this file: there is what is written. |
| `include` | a path or a list of paths | Files of the project that belong to the run too. |
| `vars` | scalars by name | Names for expressions: `${name}`. |
| `profiles` | [mappings by name](domain.md#domain) | Partial domains, for domains and other profiles to build on. |
| `domains` | [mappings by name](domain.md#domain) | The domains, by the names that they and their files have. |

A domain also takes `identity`: `written`, or `{ from: old-name }` for the identity that it had under that name; `profile`: the
profile or the list of profiles that it builds on; `unset`: a path or a list of paths that it takes out of them; and for a fleet `count` or `each`, `name` and `members`. Every
mapping below it takes `when`.
";

pub(super) fn page(map: &Map) -> String {
    let mut page = HEAD.to_owned();
    page += "\n## Devices\n\n";
    page += &line(&["Kind", "What it is"]);
    page += &line(&["---"; 2]);
    let devices = DOMAIN.element.child("devices").map_or(&[][..], |devices| devices.element.children);
    for child in devices {
        let name = match map.section(child.element) {
            Some(section) => format!("[{}]({})", child.name, section.address("")),
            None => format!("[{}](devices.md#devices)", child.name),
        };
        page += &line(&[name, escaped(child.doc)]);
    }
    page += "\n## Pages\n\n";
    page += &line(&["Page", "Elements"]);
    page += &line(&["---"; 2]);
    for chapter in map.chapters() {
        let elements: Vec<String> = map.definitions(chapter).map(|section| section.link("")).collect();
        page += &line(&[format!("[{}]({})", map::title(chapter), map::file(chapter)), elements.join(", ")]);
    }
    page
}
