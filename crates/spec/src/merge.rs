//! Layers become one domain.
//!
//! Mappings merge by key, so devices by name; lists whose items have a natural key merge by
//! that; other lists and scalars replace. A different `type` of a device replaces its source.

use crate::device::is_device;
use crate::layer::{Layer, Unset};
use crate::limits::{BYTES_OF_VALUE, DEFAULTS};
use std::collections::{BTreeMap, HashMap, HashSet};
use virtc_model::element::Element;
use virtc_model::vocabulary::{Child, Repeat};
use virtc_model::{Code, Diagnostic, Diagnostics};

/// What hangs on the type of a device.
const OF_TYPE: [&str; 3] = ["source", "backingStore", "mirror"];

/// What gives defaults to every device of its kind.
pub(crate) const EVERY: &str = "*";

/// Puts a layer over those below it.
pub(crate) fn apply(base: &mut Element, layer: &Layer, diagnostics: &mut Diagnostics) {
    take_out_all(base, &layer.unset);
    merge(base, &layer.element, diagnostics);
}

/// Reports paths that the layers below do not have.
pub(crate) fn refuse_idle(base: &Element, has_host: bool, unset: &[Unset], diagnostics: &mut Diagnostics) {
    if unset.is_empty() {
        return;
    }
    for (Unset { path, span }, is_there) in unset.iter().zip(take_out_all(&mut base.clone(), unset)) {
        let is_host = has_host && &**path == "host";
        if !is_there && !is_host {
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
            let number = devices.children_of(every.place.name).count();
            if size(&every).saturating_mul(number) > DEFAULTS {
                let message = format!("with this, `*` gives more than {DEFAULTS} values to devices");
                diagnostics.push(Diagnostic::error(Code::TooLarge, every.span, message));
                continue;
            }
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
    for children in layer.children().chunk_by(|one, next| one.place.name == next.place.name) {
        if children.len() * base.children().len() > MANY && merge_many(base, children, diagnostics) {
            continue;
        }
        for (at, child) in children.iter().enumerate() {
            merge_child(base, child, at == 0, diagnostics);
        }
    }
}

/// How many comparisons cost more than a table.
const MANY: usize = 1024;

/// Merges children of one name. Whether they have keys, and none is taken away.
fn merge_many(base: &mut Element, children: &[Element], diagnostics: &mut Diagnostics) -> bool {
    let Some(first) = children.first() else { return true };
    let name = first.place.name;
    let is_named = is_device(first.place) && first.place.repeats();
    let key = |element: &Element| -> Option<Box<str>> {
        match element.place.repeat {
            Repeat::ByKey(key) if !is_named => key_of(element, key).map(Into::into),
            _ => element.name.clone(),
        }
    };
    let has_keys = is_named || matches!(first.place.repeat, Repeat::ByKey(_));
    if !has_keys || children.iter().chain(base.child(name)).any(|child| child.absent) {
        return false;
    }
    if is_named {
        refuse_list_beside_names(base, first, diagnostics);
    }
    let mut places: HashMap<Option<Box<str>>, usize> = HashMap::new();
    for (at, below) in base.children().iter().enumerate().filter(|(_, below)| below.place.name == name) {
        places.entry(key(below)).or_insert(at);
    }
    // Those that are new are told by where they stand behind all others.
    let before = base.children().len();
    let mut added: Vec<Element> = Vec::new();
    for child in children {
        match places.get(&key(child)) {
            Some(at) => {
                let below = if *at < before { &mut base.children_mut()[*at] } else { &mut added[*at - before] };
                (below.inherited, below.span) = (false, child.span);
                merge(below, child, diagnostics);
            }
            None => {
                places.insert(key(child), before + added.len());
                added.push(child.clone());
            }
        }
    }
    base.extend(added);
    true
}

/// How many values a copy of an element holds, a long text counted as several.
fn size(element: &Element) -> usize {
    let of_raw = element.raw.as_ref().map_or(0, |raw| {
        raw.content.len() / BYTES_OF_VALUE
            + raw.attributes.iter().map(|(name, value)| 1 + (name.len() + value.len()) / BYTES_OF_VALUE).sum::<usize>()
    });
    let of_attributes: usize = element.attributes().iter().map(|attribute| 1 + attribute.value.text.len() / BYTES_OF_VALUE).sum();
    1 + element.text().len() / BYTES_OF_VALUE + of_raw + of_attributes + element.children().iter().map(size).sum::<usize>()
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

/// Takes out what paths name. Of each, whether there was anything.
fn take_out_all(element: &mut Element, unset: &[Unset]) -> Vec<bool> {
    let paths: Vec<(usize, &str)> = unset.iter().enumerate().map(|(number, unset)| (number, &*unset.path)).collect();
    let mut found = vec![false; paths.len()];
    take_out(element, &paths, &mut found);
    found
}

/// The paths that begin with a key: those that end there, and what comes after it in others.
#[derive(Default)]
struct Begun<'p> {
    whole: Vec<usize>,
    below: Vec<(usize, &'p str)>,
}

/// Takes out what numbered paths name, all that begin with one key at once.
fn take_out(element: &mut Element, paths: &[(usize, &str)], found: &mut [bool]) {
    let mut by_key: BTreeMap<&str, Begun> = BTreeMap::new();
    for (number, path) in paths {
        match path.split_once('.') {
            Some((key, rest)) => by_key.entry(key).or_default().below.push((*number, rest)),
            None => by_key.entry(path).or_default().whole.push(*number),
        }
    }
    let is_known = |key: &&str| element.place.element.keys().any(|known| known == *key);
    let known: Vec<_> = by_key.into_iter().filter(|(key, _)| is_known(key)).collect();
    for (key, Begun { whole, below }) in known {
        match element.child(key).map(|child| child.place).filter(|_| !below.is_empty()) {
            Some(place) if place.repeat == Repeat::Once => {
                if let Some(child) = element.child_mut(key) {
                    take_out(child, &below, found);
                }
            }
            Some(place) => take_out_of_list(element, place, &below, found),
            None => {}
        }
        if !whole.is_empty() {
            let is_there = element.attribute(key).is_some() || element.child(key).is_some();
            whole.iter().for_each(|number| found[*number] = is_there);
            element.remove_attribute(key);
            element.remove_children(key);
        }
    }
}

/// The same in children of one name, which their own names or keys tell apart.
fn take_out_of_list(element: &mut Element, place: &'static Child, paths: &[(usize, &str)], found: &mut [bool]) {
    let is_named = is_device(place) && place.repeats();
    let mut places: HashMap<Box<str>, Vec<usize>> = HashMap::new();
    for (at, child) in element.children().iter().enumerate().filter(|(_, child)| child.place.name == place.name) {
        let name = match place.repeat {
            Repeat::ByKey(key) => key_of(child, key),
            _ => child.name.as_deref().filter(|_| is_named),
        };
        if let Some(name) = name {
            places.entry(name.into()).or_default().push(at);
        }
    }
    let longest = places.keys().map(|name| name.len()).max().unwrap_or_default();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut below: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
    for (number, path) in paths {
        if let Some(at) = places.get(*path) {
            found[*number] = true;
            taken.extend(at);
            continue;
        }
        // A name may hold dots itself: the longest that is there is meant.
        let start = path.len().min(longest + 1);
        let mut dots = path.as_bytes()[..start].iter().enumerate().rev().filter(|(_, byte)| **byte == b'.').map(|(dot, _)| dot);
        if let Some((at, dot)) = dots.find_map(|dot| Some((*places.get(&path[..dot])?.first()?, dot))) {
            below.entry(at).or_default().push((*number, &path[dot + 1..]));
        }
    }
    for (at, paths) in below {
        take_out(&mut element.children_mut()[at], &paths, found);
    }
    let mut at = 0;
    element.retain_children(|_| {
        at += 1;
        !taken.contains(&(at - 1))
    });
}
