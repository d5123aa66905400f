//! A tree against the vocabulary: is everything there that libvirt does not do without?
//!
//! The vocabulary says which attributes and children have to be there. One thing that it
//! cannot say stands here: a domain has memory, of its own or in NUMA cells.

use crate::diagnostic::{Change, Code, Diagnostic, Fix};
use crate::diagnostics::Diagnostics;
use crate::element::{Element, Value};
use crate::value::{Complaint, Grammar, SizeType, Unit, cpuset, size};
use crate::vocabulary;

/// Reports what a whole domain lacks, and what each of its elements lacks.
pub fn domain(domain: &Element, diagnostics: &mut Diagnostics) {
    if domain.child("cpu").and_then(|cpu| cpu.child("numa")).is_none() && !domain.damaged {
        no_memory(domain, diagnostics);
    }
    missing(domain, diagnostics);
    values(domain, diagnostics);
    for device in domain.child("devices").iter().flat_map(|devices| devices.children()) {
        source(device, diagnostics);
    }
}

/// Reports a domain whose memory is not said, or is none at all; it has no NUMA cells.
fn no_memory(domain: &Element, diagnostics: &mut Diagnostics) {
    let (span, what) = match domain.child("memory").map(|memory| memory.text.as_ref()) {
        None => (domain.span, "has no `memory`"),
        Some(Some(size)) if size.text.bytes().all(|digit| digit == b'0') => (size.span, "has a `memory` of 0"),
        Some(_) => return,
    };
    let message = format!("the domain `{}` {what}", domain.child("name").map_or("", Element::text));
    diagnostics.push(Diagnostic::error(Code::NoMemory, span, message).help("write a size with its unit, such as `memory: 8 GiB`"));
}

/// Reports, at its owner, every attribute and child that has to be there and is not.
fn missing(element: &Element, diagnostics: &mut Diagnostics) {
    if !element.damaged {
        // XML that is carried along holds nothing that the vocabulary knows.
        let known = element.place.element;
        let attributes = known.attributes.iter().filter(|place| place.required && element.attribute(place.name).is_none());
        let children = known.children.iter().filter(|place| place.required && element.child(place.name).is_none());
        let text = known.text.as_ref().filter(|text| element.text.is_none() && element.raw.is_none() && text.check("").is_err());
        let names = attributes.map(|place| (place.name, place.value.describe_fully()));
        let names = names.chain(children.map(|place| (place.name, describe(place))));
        let lacks: Vec<(&str, String)> = names.chain(text.map(|text| ("value", text.describe_fully()))).collect();
        if !lacks.is_empty() {
            diagnostics.push(report(element, &lacks));
        }
    }
    for child in element.children() {
        missing(child, diagnostics);
    }
}

/// Reports values that are written well and that libvirt still refuses.
fn values(element: &Element, diagnostics: &mut Diagnostics) {
    let attributes = element.attributes().iter().map(|attribute| (&attribute.place.value, &attribute.value));
    let text = element.place.element.text.as_ref().zip(element.text.as_ref());
    for (value_type, value) in attributes.chain(text) {
        diagnostics.extend(value_type.size().and_then(|size| too_large(element, size, value)).map(|complaint| complaint.at(value.span)));
        let complaint = value_type.grammars.contains(&Grammar::Cpuset).then(|| cpuset::backwards(&value.text)).flatten();
        let fix = || Fix::safe(value.span, Change::Value(cpuset::forwards(&value.text)));
        diagnostics.extend(complaint.map(|complaint| complaint.at(value.span).fix(fix())));
    }
    for child in element.children() {
        values(child, diagnostics);
    }
}

/// A size that has more bytes than libvirt can count, in the unit that stands beside it.
fn too_large(element: &Element, size: &SizeType, value: &Value) -> Option<Complaint> {
    let written = size.attribute.filter(|_| !size.fixed).and_then(|name| element.attribute(name));
    let unit = written.and_then(|unit| Unit::named(&unit.text)).unwrap_or(size.unit);
    let number: u64 = value.text.parse().ok()?;
    number.checked_mul(unit.bytes()).is_none().then(|| size::too_large(&format!("{number} {}", unit.name())))
}

/// Reports a device whose source lacks what its type is about.
fn source(device: &Element, diagnostics: &mut Diagnostics) {
    let Some(place) = device.place.element.child("source").filter(|_| !device.damaged && device.raw.is_none()) else { return };
    let Some(kind) = device.attribute("type") else { return };
    let Some(main) = place.main.iter().find(|main| main.required && main.type_word == &*kind.text) else { return };
    let mut sources = device.children_of("source");
    let has_it = |source: &Element| {
        let owner = main.child.map_or(Some(source), |child| source.child(child));
        source.damaged
            || source.raw.is_some()
            || owner.is_some_and(|owner| owner.damaged || main.attribute.is_none_or(|name| owner.attribute(name).is_some()))
    };
    if sources.any(has_it) {
        return;
    }
    let name =
        device.name.as_deref().map_or_else(|| format!("a {}", device.place.name), |name| format!("the {} `{name}`", device.place.name));
    let what = main.attribute.or(main.child).unwrap_or_default();
    let message = format!("{name} is of the type `{}`, but has no `{what}` in its `source`", main.type_word);
    diagnostics.push(Diagnostic::error(Code::NoSource, kind.span, message));
}

fn describe(place: &vocabulary::Child) -> String {
    match (&place.element.text, place.element.scalar) {
        (Some(text), _) if place.element.attributes.iter().all(|attribute| !attribute.required) => text.describe_fully(),
        (None, Some(vocabulary::Scalar::Attribute(name))) => {
            place.element.attribute(name).map_or_else(String::new, |attribute| attribute.value.describe_fully())
        }
        _ => {
            let keys: Vec<String> = place.element.keys().take(8).map(|key| format!("`{key}`")).collect();
            format!("a mapping with keys such as {}", keys.join(", "))
        }
    }
}

fn report(element: &Element, lacks: &[(&str, String)]) -> Diagnostic {
    let owner = match &element.name {
        Some(device) => format!("the {} `{device}`", element.place.name),
        None => format!("`{}`", element.place.name),
    };
    let names: Vec<String> = lacks.iter().map(|(name, _)| format!("no `{name}`")).collect();
    let main: Vec<String> =
        element.place.element.child("source").iter().flat_map(|source| source.main).map(|main| format!("`{}`", main.type_word)).collect();
    if lacks.iter().any(|(name, _)| *name == "type") && !main.is_empty() {
        let message = format!("{owner} does not say what it is");
        return Diagnostic::error(Code::Missing, element.span, message)
            .help(format!("give it a key such as {}, or its `type`", main.join(", ")));
    }
    let helps: Vec<String> = lacks.iter().map(|(name, what)| format!("`{name}` takes {what}")).collect();
    let diagnostic = Diagnostic::error(Code::Missing, element.span, format!("{owner} has {}", names.join(" and ")));
    diagnostic.help(helps.join("; "))
}
