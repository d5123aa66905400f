//! The mirror backwards: elements become the nodes that a person would have written.
//!
//! Whatever comes out is lowered to the same elements again: short forms, switches and
//! sizes are used where they say exactly the same and nothing is lost.

mod scalar;

use crate::device::{is_device, is_name, is_unnamed};
use crate::tree::{Entry, Key, Kind, Node, Scalar};
use scalar::{attribute_scalar, block, implied_unit, needs_unit, plain, scalar, size_scalar, value_scalar};
use std::collections::HashSet;
use virtc_model::element::{Element, Raw};
use virtc_model::span::Span;
use virtc_model::value::Grammar;
use virtc_model::vocabulary::{Scalar as Stands, Short};

/// How values are spelt that have several spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// As a person would: sizes in the largest unit that divides them.
    Usual,
    /// As they are.
    Written,
}

/// The settings of a domain.
pub fn domain(domain: &Element) -> Node {
    let mut entries = settings(domain, &[], Spelling::Usual);
    entries.retain(|entry| &*entry.key.text != "name");
    drop_defaults(domain, &mut entries);
    keep_away_os(domain, &mut entries);
    mapping(entries, domain.span)
}

/// The same with what lowering would add by itself, and in its own spelling: it becomes the same
/// XML again, byte for byte.
pub fn whole(domain: &Element) -> Node {
    let mut entries = settings(domain, &[], Spelling::Written);
    entries.retain(|entry| &*entry.key.text != "name");
    keep_away_os(domain, &mut entries);
    mapping(entries, domain.span)
}

/// What lowering adds by itself need not be written.
fn drop_defaults(domain: &Element, entries: &mut Vec<Entry>) {
    let text_of = |entries: &[Entry], key: &str| {
        entries.iter().find(|entry| &*entry.key.text == key).and_then(|entry| Some(entry.node.scalar()?.text.clone()))
    };
    if text_of(entries, "type").as_deref() == Some("kvm") {
        entries.retain(|entry| &*entry.key.text != "type");
    }
    if !is_machine(domain) {
        return;
    }
    let Some(os) = entries.iter_mut().find(|entry| &*entry.key.text == "os") else { return };
    let Kind::Mapping(settings) = &mut os.node.kind else { return };
    if text_of(settings, "type").as_deref() == Some("hvm") {
        settings.retain(|entry| &*entry.key.text != "type");
    }
    if settings.is_empty() {
        entries.retain(|entry| &*entry.key.text != "os");
    }
}

/// Without `os` a guest that is a machine would be `hvm`.
fn keep_away_os(domain: &Element, entries: &mut Vec<Entry>) {
    if is_machine(domain) && domain.child("os").is_none() {
        entries.push(entry("os", domain.span, Kind::Scalar(plain("false"))));
    }
}

fn is_machine(domain: &Element) -> bool {
    let is_container = domain.attribute("type").is_some_and(|kind| matches!(&*kind.text, "lxc" | "openvz"));
    !is_container && domain.child("bootloader").is_none()
}

/// What stands for an element in the place of its key.
fn node(element: &Element, spelling: Spelling) -> Node {
    if let Some(scalar) = scalar(element, spelling) {
        return Node { span: value_span(element).unwrap_or(element.span), kind: Kind::Scalar(scalar) };
    }
    mapping(settings(element, &[], spelling), element.span)
}

/// Where the first value in an element was written.
fn value_span(element: &Element) -> Option<Span> {
    let own = element.text.as_ref().or_else(|| element.attributes().first().map(|attribute| &attribute.value));
    own.map(|value| value.span).or_else(|| element.children().iter().find_map(value_span))
}

/// Everything in an element, as the keys of its mapping, without the attributes in `without`.
fn settings(element: &Element, without: &[&str], spelling: Spelling) -> Vec<Entry> {
    let known = element.place.element;
    let mut done: HashSet<&str> = without.iter().copied().collect();
    let mut written = Vec::new();
    if is_device(element.place) {
        source(element, &mut done, &mut written, spelling);
    }
    shorts(element, &mut done, &mut written, spelling);
    if let Some(value) = &element.text
        && let Some(value_type) = &known.text
    {
        let scalar = value_type.size().and_then(|size| {
            let scalar = size_scalar(element, size, &value.text, spelling);
            match &scalar {
                Some(_) => done.extend(size.attribute),
                None => written.extend(implied_unit(element, size, &value.text)),
            }
            scalar
        });
        written.push(entry("value", value.span, Kind::Scalar(scalar.unwrap_or_else(|| value_scalar(value_type, &value.text)))));
    }
    attributes(element, &mut done, &mut written, spelling);
    children(element, &done, &mut written, spelling);
    if let Some(raw) = element.raw.as_ref().filter(|_| known.text.as_ref().is_none_or(|text| !text.grammars.contains(&Grammar::Xml))) {
        written.push(entry("xml", element.span, raw_kind(raw, element.span)));
    }
    written
}

fn attributes<'e>(element: &'e Element, done: &mut HashSet<&'e str>, entries: &mut Vec<Entry>, spelling: Spelling) {
    for attribute in element.attributes() {
        let Some(size) = attribute.place.value.size().filter(|_| !done.contains(attribute.place.name)) else { continue };
        match size_scalar(element, size, &attribute.value.text, spelling) {
            Some(_) => done.extend(size.attribute),
            None => entries.extend(implied_unit(element, size, &attribute.value.text)),
        }
    }
    for attribute in element.attributes() {
        let name = attribute.place.name;
        if done.contains(name) {
            continue;
        }
        let scalar = Kind::Scalar(attribute_scalar(element, attribute, spelling));
        // Beside a child of its name, an attribute is the `value` of that child's mapping.
        if element.place.element.child(name).is_some() && element.child(name).is_some() {
            let value = Node { span: attribute.value.span, kind: scalar };
            entries.push(Entry { key: key(name, attribute.value.span), node: with_value(element, name, value, spelling) });
            done.insert(name);
        } else {
            entries.push(entry(name, attribute.value.span, scalar));
        }
    }
}

/// The children of a name, with the attribute of that name as `value` of the first.
fn with_value(element: &Element, name: &str, value: Node, spelling: Spelling) -> Node {
    let mut items: Vec<Node> = element.children_of(name).map(|child| mapping(settings(child, &[], spelling), child.span)).collect();
    if let Some(Kind::Mapping(first)) = items.first_mut().map(|item| &mut item.kind) {
        // A bare child has to be more than its `value`, or it would not be there.
        first.insert(0, Entry { key: key("value", value.span), node: value });
    }
    single_or_list(items, element.span)
}

fn children(element: &Element, done: &HashSet<&str>, entries: &mut Vec<Entry>, spelling: Spelling) {
    let mut last = None;
    for child in element.children() {
        let name = child.place.name;
        if last == Some(name) || done.contains(name) {
            continue;
        }
        last = Some(name);
        let nodes = element.children_of(name);
        let node = if is_device(child.place) && child.place.repeats() {
            devices(nodes.collect(), spelling)
        } else if child.place.repeats() {
            single_or_list(nodes.map(|child| node(child, spelling)).collect(), child.span)
        } else {
            node(child, spelling)
        };
        // A scalar there would be the attribute of that name.
        let is_both = element.place.element.attribute(name).is_some();
        let node = if is_both && node.scalar().is_some() { mapping(settings(child, &[], spelling), child.span) } else { node };
        // A comment before a device belongs to the device, not to all of its kind.
        let place = if is_device(child.place) && child.place.repeats() { element.span } else { child.span };
        entries.push(Entry { key: key(name, place), node });
    }
}

/// Devices by name where the names are good ones, else as a list.
fn devices(devices: Vec<&Element>, spelling: Spelling) -> Node {
    let span = devices.first().map_or_else(|| Span::new(virtc_model::FileId(0), 0, 0), |device| device.span);
    let mut names = HashSet::new();
    let mut entries = Vec::new();
    for (at, device) in devices.iter().enumerate() {
        let proposed = device
            .name
            .as_deref()
            .map(str::to_owned)
            .or_else(|| device_name(device))
            .filter(|name: &String| is_name(name) && !names.contains(name));
        let mut number = at;
        let name = proposed.unwrap_or_else(|| {
            loop {
                let name = format!("{}{number}", device.place.name);
                if !names.contains(&name) {
                    break name;
                }
                number += 1;
            }
        });
        names.insert(name.clone());
        entries.push(Entry { key: key(&name, device.span), node: mapping(settings(device, &[], spelling), device.span) });
    }
    if devices.first().is_some_and(|device| is_unnamed(device.place, &entries)) {
        return Node { span, kind: Kind::List(entries.into_iter().map(|entry| entry.node).collect()) };
    }
    mapping(entries, span)
}

/// `file: /a` for a device's `type` and `source`.
fn source<'e>(device: &'e Element, done: &mut HashSet<&'e str>, entries: &mut Vec<Entry>, spelling: Spelling) {
    let Some(kind) = device.attribute("type") else { return };
    if !device.place.element.attribute("type").is_some_and(|place| place.value.has_word(&kind.text)) {
        return;
    }
    let sources: Vec<&Element> = device.children_of("source").collect();
    let place = device.place.element.child("source");
    let main = place.and_then(|place| place.main.iter().find(|main| main.type_word == &*kind.text));
    let kind_of_source = match sources.as_slice() {
        [] => Kind::Mapping(Vec::new()),
        [only] => {
            let scalar = main.and_then(|main| main_scalar(only, main, spelling));
            match scalar {
                Some(scalar) => Kind::Scalar(scalar),
                None => match settings(only, &[], spelling) {
                    // `{}` is no source; an empty one has to be said with `type` and `source`.
                    inner if inner.is_empty() => return,
                    inner => Kind::Mapping(inner),
                },
            }
        }
        many => Kind::List(many.iter().map(|source| mapping(settings(source, &[], spelling), source.span)).collect()),
    };
    done.insert("type");
    done.insert("source");
    let span = sources.first().and_then(|source| value_span(source)).unwrap_or(kind.span);
    entries.push(Entry { key: key(&kind.text, device.span), node: Node { span, kind: kind_of_source } });
}

/// The scalar of a source that holds nothing but its main attribute.
fn main_scalar(source: &Element, main: &virtc_model::vocabulary::MainPlace, spelling: Spelling) -> Option<Scalar> {
    if source.raw.is_some() {
        return None;
    }
    let (owner, attribute) = match main.child {
        None => (source, main.attribute?),
        Some(child) => match (source.attributes(), source.children()) {
            ([], [only]) if only.place.name == child => match main.attribute {
                None => return scalar(only, spelling).filter(|scalar| !matches!(&*scalar.text, "true" | "false")),
                Some(attribute) => (only, attribute),
            },
            _ => return None,
        },
    };
    match (owner.attributes(), owner.children(), &owner.text) {
        ([only], [], None) if only.place.name == attribute && !needs_unit(owner, only, spelling) => {
            Some(attribute_scalar(owner, only, spelling))
        }
        _ => None,
    }
}

/// Short keys for attributes of children: `format`, `bus`, `machine`.
fn shorts<'e>(element: &'e Element, done: &mut HashSet<&'e str>, entries: &mut Vec<Entry>, spelling: Spelling) {
    let usable = |short: &&Short| {
        short.writes.iter().all(|write| {
            let value = element.child_attribute(write.child, write.attribute);
            value.is_some_and(|value| write.constant.is_none_or(|constant| constant == &*value.text))
                && element.child(write.child).is_some_and(|child| child.raw.is_none())
        })
    };
    let used: Vec<&Short> = element.place.element.shorts.iter().filter(usable).collect();
    let mut children: Vec<&'static str> = Vec::new();
    for short in &used {
        let Some(write) = short.writes.iter().find(|write| write.constant.is_none()) else { continue };
        let Some(child) = element.child(write.child) else { continue };
        let Some(attribute) = child.attributes().iter().find(|attribute| attribute.place.name == write.attribute) else { continue };
        entries.push(entry(short.name, attribute.value.span, Kind::Scalar(attribute_scalar(child, attribute, spelling))));
        if !children.contains(&write.child) {
            children.push(write.child);
        }
    }
    for name in children {
        let Some(child) = element.child(name) else { continue };
        let written: Vec<&str> =
            used.iter().flat_map(|short| short.writes).filter(|write| write.child == name).map(|write| write.attribute).collect();
        let rest = settings(child, &written, spelling);
        done.insert(child.place.name);
        let node = match rest.as_slice() {
            [] => continue,
            [only]
                if &*only.key.text == "value"
                    || child.place.element.scalar == Some(Stands::Attribute(attribute_name(child, &only.key.text))) =>
            {
                Node { span: only.node.span, kind: only.node.kind.clone() }
            }
            _ => mapping(rest, child.span),
        };
        // A comment before a device belongs to the device, not to all of its kind.
        let place = if is_device(child.place) && child.place.repeats() { element.span } else { child.span };
        entries.push(Entry { key: key(name, place), node });
    }
}

fn attribute_name(element: &Element, key: &str) -> &'static str {
    element.place.element.attribute(key).map_or("", |attribute| attribute.name)
}

/// A name that says which device it is: its own alias, or its target.
fn device_name(device: &Element) -> Option<String> {
    let alias = device.child_attribute("alias", "name").and_then(|alias| alias.text.strip_prefix("ua-").map(str::to_owned));
    alias.or_else(|| {
        let target = device.child_attribute("target", "dev").filter(|_| matches!(device.place.name, "disk"));
        target.map(|target| target.text.to_string())
    })
}

fn raw_kind(raw: &Raw, span: Span) -> Kind {
    let content = Kind::Scalar(Scalar { text: block(&raw.content).into(), quoted: true });
    if raw.attributes.is_empty() {
        return content;
    }
    let attributes =
        raw.attributes.iter().map(|(name, value)| entry(name, span, Kind::Scalar(Scalar { text: value.clone(), quoted: true })));
    let mut entries = vec![entry("attributes", span, Kind::Mapping(attributes.collect()))];
    if !raw.content.is_empty() {
        entries.push(entry("children", span, content));
    }
    Kind::Mapping(entries)
}

fn single_or_list(mut items: Vec<Node>, span: Span) -> Node {
    match items.len() {
        1 if !matches!(items[0].kind, Kind::List(_)) => items.remove(0),
        _ => Node { span, kind: Kind::List(items) },
    }
}

fn mapping(entries: Vec<Entry>, span: Span) -> Node {
    Node { span, kind: Kind::Mapping(entries) }
}

fn entry(name: &str, span: Span, kind: Kind) -> Entry {
    Entry { key: key(name, span), node: Node { span, kind } }
}

fn key(name: &str, span: Span) -> Key {
    Key { text: name.into(), span }
}
