//! Layers become one domain.
//!
//! Mappings merge by key, so devices by name; lists whose items have a natural key merge by
//! that; other lists and scalars replace. A different `type` of a device replaces its source.

use crate::device::is_device;
use crate::layer::{Layer, Unset};
use std::collections::HashSet;
use virtc_model::element::Element;
use virtc_model::vocabulary::Repeat;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// What hangs on the type of a device.
const OF_TYPE: [&str; 3] = ["source", "backingStore", "mirror"];

/// What gives defaults to every device of its kind.
pub(crate) const EVERY: &str = "*";

/// Puts a layer over those below it.
pub(crate) fn apply(base: &mut Element, layer: &Layer, diagnostics: &mut Diagnostics) {
    for Unset { path, .. } in &layer.unset {
        remove(base, &path.split('.').collect::<Vec<_>>());
    }
    merge(base, &layer.element, diagnostics);
}

/// Reports paths that the layers below do not have.
pub(crate) fn refuse_idle(base: &Element, has_host: bool, unset: &[Unset], diagnostics: &mut Diagnostics) {
    for Unset { path, span } in unset {
        if &**path == "host" && has_host {
            continue;
        }
        if !remove(&mut base.clone(), &path.split('.').collect::<Vec<_>>()) {
            let message = format!("there is no `{path}` to take out");
            diagnostics.push(
                Diagnostic::warning(Code::NothingToUnset, *span, message)
                    .help("a path goes from key to key, with the names of devices: `devices.disk.root`"),
            );
        }
    }
}

/// A device of the domain's own: its kind and its name.
type Own = (&'static str, Option<Box<str>>);

/// The devices that the domain itself speaks of, so far.
pub(crate) fn own_devices(domain: &Element) -> HashSet<Own> {
    let devices = domain.child("devices").map_or(&[][..], Element::children);
    devices.iter().filter(|device| !device.inherited).map(|device| (device.place.name, device.name.clone())).collect()
}

/// Everything else that is there now came with a profile.
pub(crate) fn mark_inherited(domain: &mut Element, own: &HashSet<Own>) {
    if let Some(devices) = domain.child_mut("devices") {
        for device in devices.children_mut() {
            device.inherited = !own.contains(&(device.place.name, device.name.clone()));
        }
    }
}

/// Takes out what is only there to say how the rest merges.
pub(crate) fn finish(domain: &mut Element, diagnostics: &mut Diagnostics) {
    if let Some(devices) = domain.child_mut("devices") {
        let is_every = |device: &Element| device.name.as_deref() == Some(EVERY);
        let every: Vec<Element> = devices.children().iter().filter(|device| is_every(device)).cloned().collect();
        devices.retain_children(|device| !is_every(device));
        for every in every {
            for device in devices.children_mut().iter_mut().filter(|device| device.place.name == every.place.name) {
                let mut whole = every.clone();
                (whole.name, whole.span, whole.inherited) = (device.name.clone(), device.span, device.inherited);
                merge(&mut whole, device, diagnostics);
                *device = whole;
            }
        }
    }
    prune(domain);
}

fn prune(element: &mut Element) {
    element.retain_children(|child| !child.absent);
    element.children_mut().iter_mut().for_each(prune);
}

fn merge(base: &mut Element, layer: &Element, diagnostics: &mut Diagnostics) {
    if is_device(base.place) && differs(base, layer) {
        OF_TYPE.iter().for_each(|name| base.remove_children(name));
    }
    for attribute in layer.attributes() {
        base.replace(attribute.place, attribute.value.clone());
    }
    base.text = layer.text.clone().or(base.text.take());
    base.raw = layer.raw.clone().or(base.raw.take());
    base.damaged |= layer.damaged;
    let mut last = None;
    for child in layer.children() {
        let is_first = last.replace(child.place.name) != Some(child.place.name);
        merge_child(base, child, is_first, diagnostics);
    }
}

fn differs(base: &Element, layer: &Element) -> bool {
    match (base.attribute("type"), layer.attribute("type")) {
        (Some(old), Some(new)) => old.text != new.text,
        _ => false,
    }
}

/// Merges one child; `is_first` of its name in the layer.
fn merge_child(base: &mut Element, child: &Element, is_first: bool, diagnostics: &mut Diagnostics) {
    let name = child.place.name;
    if child.absent || base.child(name).is_some_and(|below| below.absent) {
        base.remove_children(name);
        base.push(child.clone());
        return;
    }
    if is_device(child.place) && child.place.repeats() && is_first {
        refuse_list_beside_names(base, child, diagnostics);
    }
    let same: Box<dyn Fn(&Element) -> bool> = match child.place.repeat {
        _ if is_device(child.place) && child.place.repeats() => Box::new(|below| below.name == child.name),
        Repeat::Once => Box::new(|_| true),
        Repeat::ByKey(key) => Box::new(move |below| key_of(below, key) == key_of(child, key)),
        Repeat::Many => {
            if is_first {
                base.remove_children(name);
            }
            base.push(child.clone());
            return;
        }
    };
    match base.children_mut().iter_mut().find(|below| below.place.name == name && same(below)) {
        Some(below) => {
            // The last layer that speaks of a device is where it is shown, and whose order counts.
            (below.inherited, below.span) = (false, child.span);
            merge(below, child, diagnostics);
        }
        None => {
            base.push(child.clone());
        }
    }
}

/// The natural key of a list's item.
fn key_of<'a>(element: &'a Element, key: &str) -> Option<&'a str> {
    element.attribute(key).map(|value| &*value.text).or_else(|| element.child(key).map(Element::text))
}

/// Names and numbers of devices do not merge: `disk0` is nobody's name.
fn refuse_list_beside_names(base: &Element, child: &Element, diagnostics: &mut Diagnostics) {
    let other = base.children_of(child.place.name).find(|below| below.numbered != child.numbered && below.name.as_deref() != Some(EVERY));
    if let Some(other) = other.filter(|_| child.name.as_deref() != Some(EVERY)) {
        let (list, names) = if child.numbered { (child, other) } else { (other, child) };
        let message = format!("`{}` is a list in one layer and names devices in another", child.place.name);
        let diagnostic = Diagnostic::error(Code::ListBesideNames, list.span, message).label("an item of a list");
        diagnostics.push(diagnostic.related(names.span, "a name").help("name the devices in both, so that they can merge"));
    }
}

/// Removes what a path names. Whether there was anything.
fn remove(element: &mut Element, path: &[&str]) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    if rest.is_empty() {
        let there = element.attribute(first).is_some() || element.child(first).is_some();
        element.remove_attribute(first);
        element.remove_children(first);
        return there;
    }
    let Some(place) = element.child(first).map(|child| child.place) else { return false };
    let is_named = is_device(place) && place.repeats();
    if place.repeat == Repeat::Once {
        return element.child_mut(first).is_some_and(|child| remove(child, rest));
    }
    // A name may hold dots itself: the longest that is there is meant.
    for length in (1..=rest.len()).rev() {
        let wanted = rest[..length].join(".");
        let is_it = |child: &Element| {
            child.place.name == *first
                && match place.repeat {
                    Repeat::ByKey(key) => key_of(child, key) == Some(&wanted),
                    _ => is_named && child.name.as_deref() == Some(&wanted),
                }
        };
        if length == rest.len() {
            let before = element.children().len();
            element.retain_children(|child| !is_it(child));
            if element.children().len() < before {
                return true;
            }
        } else if let Some(child) = element.children_mut().iter_mut().find(|child| is_it(child)) {
            return remove(child, &rest[length..]);
        }
    }
    false
}
