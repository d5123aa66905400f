//! Devices and their names.
//!
//! Devices that repeat are a mapping of names, or a list whose items are called by their
//! kind and number. The names are how profiles, messages and derived MACs refer to them.

use crate::merge::EVERY;
use crate::mirror::Lowering;
use crate::tree::{Entry, Kind};
use virtc_model::element::Element;
use virtc_model::vocabulary::{Child, DOMAIN};
use virtc_model::{Code, Diagnostic};

/// Whether the place is that of a device: directly under `devices`.
pub fn is_device(place: &'static Child) -> bool {
    let devices = DOMAIN.element.child("devices");
    devices.is_some_and(|devices| devices.element.children.iter().any(|child| std::ptr::eq(child, place)))
}

impl Lowering {
    pub(crate) fn devices(&mut self, devices: &mut Element, place: &'static Child, entry: &Entry) {
        match &entry.node.kind {
            Kind::List(items) => {
                devices.extend(items.iter().enumerate().filter_map(|(at, item)| {
                    let mut device = self.element(place, item, item.anchor())?;
                    device.name = Some(format!("{}{at}", place.name).into());
                    device.numbered = true;
                    Some(device)
                }));
            }
            Kind::Mapping(entries) if !entries.is_empty() && !is_unnamed(place, entries) => {
                devices.damaged |= entries.iter().any(|device| matches!(device.node.kind, Kind::Refused));
                devices.extend(entries.iter().filter_map(|device| self.named_device(place, device)));
            }
            Kind::Scalar(scalar) if scalar.is_null() => self.null(entry.key.span, "write `{}` for none, or take the key away"),
            Kind::Refused => devices.damaged = true,
            _ => self.unnamed(place, entry),
        }
    }

    fn named_device(&mut self, place: &'static Child, entry: &Entry) -> Option<Element> {
        let name = &entry.key.text;
        if matches!(entry.node.kind, Kind::Refused) {
            return None;
        }
        if !is_name(name) && &**name != EVERY {
            let shown = if name.is_empty() { "an empty text".to_owned() } else { format!("`{name}`") };
            let message = format!("{shown} cannot be the name of a device");
            let help = "a name begins with a letter, a digit or `_` and goes on with those, `.` and `-`";
            self.error(Diagnostic::error(Code::BadDeviceName, entry.key.span, message).help(help));
            return None;
        }
        let mut device = self.element(place, &entry.node, entry.key.span)?;
        device.name = Some(name.clone());
        Some(device)
    }

    fn unnamed(&mut self, place: &'static Child, entry: &Entry) {
        let kind = place.name;
        let message = format!("this {kind} has no name");
        let help = format!("put it under a name of your own, such as `{}`, or make it the item of a list", proposal(kind));
        self.error(Diagnostic::error(Code::UnnamedDevice, entry.key.span, message).help(help));
    }
}

/// Whether the mapping is a device itself rather than devices by name.
pub(crate) fn is_unnamed(place: &'static Child, entries: &[Entry]) -> bool {
    let is_key = |key: &str| place.element.keys().chain(type_words(place)).any(|known| known == key);
    let is_field = |entry: &Entry| is_key(&entry.key.text);
    // A field whose value is no mapping: no one names devices so.
    let plain = |entry: &Entry| is_field(entry) && !matches!(entry.node.kind, Kind::Mapping(_));
    let says_type = |entry: &Entry| match &entry.node.kind {
        Kind::Mapping(inner) => {
            inner.iter().any(|entry| &*entry.key.text == "type" || type_words(place).any(|word| word == &*entry.key.text))
        }
        _ => false,
    };
    // Or mappings under names of fields that hold what those fields hold.
    let fits_field = |entry: &Entry| match (&entry.node.kind, place.element.child(&entry.key.text)) {
        (Kind::Mapping(inner), Some(field)) => {
            !inner.is_empty() && inner.iter().all(|entry| field.element.keys().any(|known| known == &*entry.key.text))
        }
        _ => false,
    };
    entries.iter().any(plain) || (entries.iter().any(|entry| !says_type(entry)) && entries.iter().all(fits_field))
}

/// The values of `type` that are short keys of a device; none for anything else.
pub(crate) fn type_words(place: &'static Child) -> impl Iterator<Item = &'static str> + use<> {
    let words = if is_device(place) { place.element.attribute("type").map(|place| place.value.words) } else { None };
    words.unwrap_or_default().iter().map(|word| word.text)
}

/// Whether devices can be called that.
pub fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphanumeric() || first == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

/// A name that says what such a device is for.
fn proposal(kind: &str) -> String {
    match kind {
        "disk" => "root".to_owned(),
        "interface" => "lan".to_owned(),
        _ => format!("{kind}0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key that is both a type and a field of a device would be ambiguous.
    #[test]
    fn no_type_of_a_device_is_a_field_of_its_kind() {
        let devices = DOMAIN.element.child("devices").unwrap();
        let mut kinds = 0;
        for kind in devices.element.children {
            let Some(types) = kind.element.attribute("type") else { continue };
            kinds += 1;
            for word in types.value.words {
                assert!(kind.element.keys().all(|key| key != word.text), "{}: {}", kind.name, word.text);
            }
        }
        assert!(kinds >= 16, "{kinds} kinds have a type");
    }

    #[test]
    fn names() {
        assert!(is_name("lan") && is_name("0") && is_name("_a.b-c"));
        assert!(!is_name("") && !is_name("-a") && !is_name("a b") && !is_name("ä"));
    }
}
