//! Secrets in domains themselves: whether there are any, and a mask in their place.

use super::{MASK, mask_places, scan, words};
use virtc_model::Element;

/// Whether a domain holds a secret, so that its file is for its owner only.
pub fn is_in(element: &Element) -> bool {
    let is_named = is_named(element);
    let in_attributes = element
        .attributes()
        .iter()
        .any(|attribute| attribute.place.secret || (is_named && attribute.place.name == "value") || tells(&attribute.value.text));
    let is_secret = element.place.element.secret || is_named;
    let in_text = || element.text.as_ref().is_some_and(|text| is_secret || tells(&text.text));
    let in_raw = || {
        let is_secret = |(name, _): &(Box<str>, Box<str>)| is_secret_of(element, name);
        element.raw.as_ref().is_some_and(|raw| !scan::in_xml(&raw.content).is_empty() || raw.attributes.iter().any(is_secret))
    };
    in_attributes || in_text() || in_raw() || element.children().iter().any(is_in)
}

/// Whether a text says that something in it is a secret: `password=…`.
pub fn tells(text: &str) -> bool {
    !scan::in_value(text).is_empty()
}

/// Puts the mask in the place of every secret of a domain.
pub fn mask(element: &mut Element) {
    element.change_values(&mut |value, is_secret| {
        if is_secret {
            value.text = MASK.into();
        } else {
            mask_places(&mut value.text, scan::in_value);
        }
    });
    mask_more(element);
}

/// Whether an element names a secret that it holds: `<env name='PASSWORD' value='…'/>`, `<entry name='opt/password'>…`.
fn is_named(element: &Element) -> bool {
    let is_there = element.text.is_some() || element.attribute("value").is_some();
    is_there && element.attribute("name").is_some_and(|name| words::is_secret(&name.text))
}

/// Whether an attribute that libvirt does not know is a secret: by its name, or in an element that is one or names one.
fn is_secret_of(element: &Element, name: &str) -> bool {
    words::is_secret(name) || (name == "value" && (element.place.element.secret || element.place.name == "secret"))
}

/// The same in what is named as one, and in XML that is carried along.
fn mask_more(element: &mut Element) {
    if is_named(element) {
        if let Some(value) = element.attribute_mut("value") {
            value.text = MASK.into();
        }
        if let Some(text) = &mut element.text {
            text.text = MASK.into();
        }
    }
    let secret: Vec<usize> = element
        .raw
        .iter()
        .flat_map(|raw| raw.attributes.iter().enumerate())
        .filter(|(_, (name, _))| is_secret_of(element, name))
        .map(|(at, _)| at)
        .collect();
    if let Some(raw) = &mut element.raw {
        raw.attributes.iter_mut().enumerate().filter(|(at, _)| secret.contains(at)).for_each(|(_, (_, value))| *value = MASK.into());
        mask_places(&mut raw.content, scan::in_xml);
    }
    element.children_mut().iter_mut().for_each(mask_more);
}
