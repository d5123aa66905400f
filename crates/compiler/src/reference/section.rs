//! The section of one element.

use super::map::{Map, Section};
use super::table::{self, escaped, line};
use super::types;
use virtc_model::vocabulary::{Child, DOMAIN, Element, MainPlace};

/// As many places are listed in which an element stands.
const MOST: usize = 6;

/// The heading, what the element is and becomes, and its keys.
pub(super) fn text(map: &Map, section: &Section) -> String {
    let chapter = section.element.chapter;
    let mut parts = vec![format!("{} {}", section.level(), section.heading)];
    parts.extend(what(map, section));
    parts.push(format!("XML: `{}`", xml(section)));
    let short = table::short(section.element);
    if !short.is_empty() {
        parts.push(format!("Short form: {short}."));
    }
    if is_device(section) {
        parts.extend(kinds(map, section.element, chapter));
    }
    let table = table::text(map, section.element, chapter);
    let mut text = parts.join("\n\n") + "\n";
    if !table.is_empty() {
        text += &format!("\n{table}");
    }
    text
}

/// What it is, and where it stands.
fn what(map: &Map, section: &Section) -> Vec<String> {
    let mut docs: Vec<&str> = section.uses.iter().map(|(_, place)| place.doc).collect();
    docs.dedup();
    let doc = match docs.as_slice() {
        [] => vec![DOMAIN.doc.to_owned()],
        [one] => vec![escaped(one)],
        _ => Vec::new(),
    };
    let parents: Vec<String> = section.uses.iter().map(|(parent, place)| stands(map, section, parent, place)).collect();
    let places = match parents.len() {
        0 => "Stands under [`domains`](README.md#a-file) and its name.".to_owned(),
        count if count > MOST => format!("Stands in {} and {} more.", parents[..MOST].join(", "), count - MOST),
        _ => format!("Stands in {}.", parents.join(", ")),
    };
    // Inside a definition the heading says where.
    if section.level() == "###" { doc } else { doc.into_iter().chain([places]).collect() }
}

fn stands(map: &Map, section: &Section, parent: &str, place: &Child) -> String {
    let link = map.named(parent).map_or_else(|| parent.to_owned(), |parent| parent.link(section.element.chapter));
    if place.name == section.heading { link } else { format!("{link} as `{}`", place.name) }
}

fn is_device(section: &Section) -> bool {
    section.uses.iter().any(|(_, place)| virtc_spec::device::is_device(place))
}

/// The element in one line.
fn xml(section: &Section) -> String {
    let element = section.element;
    let mut names: Vec<&str> = section.uses.iter().map(|(_, place)| place.xml_name).collect();
    names.sort_unstable();
    names.dedup();
    let name = match names.as_slice() {
        [] => "domain",
        [one] => one,
        _ => "…",
    };
    let attributes: String = element.attributes.iter().map(|attribute| format!(" {}='…'", attribute.name)).collect();
    if element.text.is_none() && element.children.is_empty() {
        format!("<{name}{attributes}/>")
    } else {
        format!("<{name}{attributes}>…</{name}>")
    }
}

/// The short keys of a device: the values of its `type`.
fn kinds(map: &Map, device: &'static Element, chapter: &str) -> Option<String> {
    let types = device.attribute("type")?;
    let Some(source) = device.child("source") else {
        let words = types::words(&types.value);
        return Some(format!(
            "Instead of `type`, a key says what it is, such as `{}: {{}}`: {}.",
            types.value.words[0].text,
            words.join(", ")
        ));
    };
    let link =
        map.section(source.element).map_or_else(|| "`source`".to_owned(), |section| format!("[source]({})", section.address(chapter)));
    let list = if source.repeats() { ", a list several" } else { "" };
    let mut text = format!(
        "One of these keys says what it is: it stands for `type`, and its value for {link}. A mapping is the whole source{list}, `{{}}` none.\n\n"
    );
    let has_since = types.value.words.iter().any(|word| word.since.is_some());
    let columns = if has_since { 3 } else { 2 };
    text += &line(&["Key", "A scalar is", "Since"][..columns]);
    text += &line(&["---"; 3][..columns]);
    for word in types.value.words {
        let main = source.main.iter().find(|main| main.type_word == word.text);
        let scalar = main.map_or_else(|| "–".to_owned(), |main| scalar(source, main));
        let since = word.since.map_or_else(String::new, |since| since.to_string());
        text += &line(&[format!("`{}`", word.text), scalar, since][..columns]);
    }
    Some(text.trim_end().to_owned())
}

/// Where the scalar of a short key goes, and what it is.
fn scalar(source: &'static Child, main: &MainPlace) -> String {
    let owner = main.child.and_then(|name| source.element.child(name));
    let element = owner.map_or(source.element, |child| child.element);
    let kind = match main.attribute.and_then(|name| element.attribute(name)) {
        Some(attribute) => types::describe(&attribute.value),
        None => table::short(element),
    };
    let place: Vec<&str> = main.child.into_iter().chain(main.attribute).collect();
    format!("its `{}`: {kind}", place.join("."))
}
