//! The keys of an element as a table.

use super::map::{Map, is_simple};
use super::types;
use virtc_model::value::{ValueType, Version};
use virtc_model::vocabulary::{Attribute, Child, Element, Repeat, Scalar, Short};

/// One key.
#[derive(Default)]
struct Row {
    key: String,
    required: bool,
    kind: String,
    short: String,
    default: String,
    since: String,
    description: String,
}

/// The table of an element's keys, and below it the words that are too many for it.
pub(super) fn text(map: &Map, element: &'static Element, chapter: &str) -> String {
    let rows = rows(map, element, chapter);
    if rows.is_empty() {
        return String::new();
    }
    let mut table = render(&rows);
    let attributes = element.attributes.iter().map(|attribute| (attribute.name, &attribute.value));
    let texts =
        element.children.iter().filter(|child| is_simple(child.element)).filter_map(|child| Some((child.name, value(child.element)?)));
    let shorts = element.shorts.iter().filter_map(|short| Some((short.name, target(element, short)?)));
    for (name, value) in attributes.chain(texts).chain(shorts).filter(|(_, value)| types::has_many_words(value)) {
        table += &format!("\nThe words of `{name}`: {}.\n", types::words(value).join(", "));
    }
    table
}

fn rows(map: &Map, element: &'static Element, chapter: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(text) = &element.text {
        let kind = types::describe(text);
        rows.push(Row { key: "value".to_owned(), kind, description: "The element's text.".to_owned(), ..Row::default() });
    }
    for attribute in element.attributes {
        let mut row = of_attribute(attribute);
        if let Some(child) = element.child(attribute.name) {
            let other = of_child(map, child, chapter);
            row.kind = format!("{}, or {} with that as `value`", row.kind, other.kind);
            row.description = format!("{} As a mapping: {}", row.description, other.description);
        }
        rows.push(row);
    }
    let children = element.children.iter().filter(|child| element.attribute(child.name).is_none());
    rows.extend(children.map(|child| of_child(map, child, chapter)));
    rows.extend(element.shorts.iter().map(|short| of_short(element, short)));
    rows
}

fn of_attribute(attribute: &Attribute) -> Row {
    let secret = if attribute.secret { " Messages never show it." } else { "" };
    Row {
        key: attribute.name.to_owned(),
        required: attribute.required,
        kind: types::describe(&attribute.value),
        default: default(attribute.default, Some(&attribute.value)),
        since: since(attribute.since),
        description: format!("{}{secret}", attribute.doc),
        ..Row::default()
    }
}

fn of_child(map: &Map, child: &'static Child, chapter: &str) -> Row {
    let element = child.element;
    let (kind, short) = match map.section(element) {
        Some(section) => (format!("[a mapping]({})", section.address(chapter)), self::short(element)),
        None => simple(element),
    };
    let is_device = virtc_spec::device::is_device(child);
    let kind = match child.repeat {
        Repeat::Once => kind,
        _ if is_device => kind.replace("[a mapping]", "[mappings by name]"),
        Repeat::Many => format!("{kind}; may repeat"),
        Repeat::ByKey(key) => format!("{kind}; may repeat, one for each `{key}`"),
    };
    let secret = if element.secret { " Messages never show it." } else { "" };
    Row {
        key: child.name.to_owned(),
        required: child.required,
        kind,
        short: if is_device && child.repeats() { String::new() } else { short },
        default: default(child.default, element.text.as_ref()),
        since: since(child.since),
        description: format!("{}{secret}", child.doc),
    }
}

fn of_short(element: &'static Element, short: &Short) -> Row {
    let writes: Vec<String> = short
        .writes
        .iter()
        .map(|write| match write.constant {
            Some(constant) => format!("`{}.{}: {constant}`", write.child, write.attribute),
            None => format!("`{}.{}`", write.child, write.attribute),
        })
        .collect();
    Row {
        key: short.name.to_owned(),
        kind: target(element, short).map_or_else(String::new, types::describe),
        short: format!("for {}", writes.join(" and ")),
        description: short.doc.to_owned(),
        ..Row::default()
    }
}

/// The type of a short key: that of the attribute that it writes.
fn target(element: &'static Element, short: &Short) -> Option<&'static ValueType> {
    let write = short.writes.iter().find(|write| write.constant.is_none())?;
    Some(&element.child(write.child)?.element.attribute(write.attribute)?.value)
}

/// The type of an element that has no section, and what its scalar stands for.
fn simple(element: &'static Element) -> (String, String) {
    match (value(element), element.attributes, &element.text) {
        (Some(value), [attribute], None) => (types::describe(value), format!("its `{}`", attribute.name)),
        (Some(value), ..) => (types::describe(value), String::new()),
        (None, ..) => ("`true` or `false`".to_owned(), String::new()),
    }
}

/// What an element without a section of its own holds: text, or its one attribute.
fn value(element: &'static Element) -> Option<&'static ValueType> {
    element.text.as_ref().or_else(|| element.attributes.first().map(|attribute| &attribute.value))
}

/// What a scalar in the place of an element stands for.
pub(super) fn short(element: &'static Element) -> String {
    if element.text.is_some() {
        return "its `value`".to_owned();
    }
    let scalar = match element.scalar {
        Some(Scalar::Attribute(name)) => Some(format!("its `{name}`")),
        Some(Scalar::PciAddress) => Some("a PCI address such as `0000:03:00.0`".to_owned()),
        None => None,
    };
    let booleans = match element.switch() {
        Some(switch) => Some(format!("`true` or `false`, its `{}`", switch.name)),
        // One with children or a scalar may be empty too, but who would write it so?
        None if element.may_be_empty() && element.children.is_empty() && scalar.is_none() => Some("`true` or `false`".to_owned()),
        None => None,
    };
    scalar.into_iter().chain(booleans).collect::<Vec<_>>().join("; ")
}

fn default(default: Option<&str>, value: Option<&ValueType>) -> String {
    let boolean = value.and_then(ValueType::boolean);
    default.map_or_else(String::new, |text| match boolean {
        Some((yes, _)) if text == yes => "`true`".to_owned(),
        Some((_, no)) if text == no => "`false`".to_owned(),
        _ => format!("`{text}`"),
    })
}

fn since(version: Option<Version>) -> String {
    version.map_or_else(String::new, |version| version.to_string())
}

/// Columns in which nothing stands are left out.
fn render(rows: &[Row]) -> String {
    let key = |row: &Row| if row.required { format!("`{}` (required)", row.key) } else { format!("`{}`", row.key) };
    let columns: [(&str, Vec<String>); 6] = [
        ("Key", rows.iter().map(key).collect()),
        ("Takes", rows.iter().map(|row| row.kind.clone()).collect()),
        ("Short form", rows.iter().map(|row| row.short.clone()).collect()),
        ("Default", rows.iter().map(|row| row.default.clone()).collect()),
        ("Since", rows.iter().map(|row| row.since.clone()).collect()),
        ("What it is", rows.iter().map(|row| escaped(&row.description)).collect()),
    ];
    let columns: Vec<_> = columns.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect();
    let titles: Vec<&str> = columns.iter().map(|(title, _)| *title).collect();
    let mut table = line(&titles) + &line(&vec!["---"; titles.len()]);
    for at in 0..rows.len() {
        table += &line(&columns.iter().map(|(_, cells)| cells[at].replace('|', "\\|")).collect::<Vec<_>>());
    }
    table
}

/// A row of a table.
pub(super) fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Text in which Markdown finds no HTML. In backquotes it looks for none.
pub(super) fn escaped(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 0 { part.replace('<', "&lt;").replace('*', "\\*") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}
