//! Scalars backwards: what libvirt reads becomes what a person would have written.

use super::{Spelling, entry};
use crate::tree::{Entry, Kind, Scalar};
use virtc_model::element::{Attribute, Element};
use virtc_model::value::pci::PciAddress;
use virtc_model::value::{SizeType, Unit, ValueType};
use virtc_model::vocabulary::Scalar as Stands;

/// The scalar that says all of an element.
pub(super) fn scalar(element: &Element, spelling: Spelling) -> Option<Scalar> {
    let known = element.place.element;
    let attributes = element.attributes();
    if let Some(raw) = &element.raw {
        let is_metadata = known.text.is_some() && raw.attributes.is_empty() && attributes.is_empty() && element.children().is_empty();
        return is_metadata.then(|| Scalar { text: block(&raw.content).into(), quoted: true });
    }
    if !element.children().is_empty() {
        return None;
    }
    if let Some(value_type) = &known.text {
        return text_scalar(element, value_type, spelling);
    }
    match attributes {
        [] => is_true_alone(element).then(|| plain("true")),
        [only] if known.switch().is_some_and(|switch| switch.name == only.place.name) => boolean(&only.place.value, &only.value.text),
        [only] if known.scalar == Some(Stands::Attribute(only.place.name)) => {
            let scalar = attribute_scalar(element, only, spelling);
            // `true` alone would be the bare element.
            (!needs_unit(element, only, spelling) && !matches!(&*scalar.text, "true" | "false")).then_some(scalar)
        }
        _ => pci(element, spelling),
    }
}

/// Whether `true` is the bare element, and nothing else.
fn is_true_alone(element: &Element) -> bool {
    let known = element.place.element;
    let takes_true = match known.scalar {
        Some(Stands::Attribute(name)) => known.attribute(name).is_some_and(|place| place.value.check("true").is_ok()),
        _ => false,
    };
    known.may_be_empty() && known.switch().is_none() && !takes_true
}

fn text_scalar(element: &Element, value_type: &ValueType, spelling: Spelling) -> Option<Scalar> {
    let written = element.text();
    match (value_type.size(), element.attributes()) {
        (Some(size), attributes) if attributes.iter().all(|attribute| size.attribute == Some(attribute.place.name)) => {
            element.text.as_ref().and_then(|_| size_scalar(element, size, written, spelling))
        }
        (None, []) if element.text.is_some() || value_type.is_free_text() => Some(value_scalar(value_type, written)),
        _ => None,
    }
}

/// `0000:03:00.0` for the attributes that it stands for.
fn pci(element: &Element, spelling: Spelling) -> Option<Scalar> {
    if element.place.element.scalar != Some(Stands::PciAddress) {
        return None;
    }
    let number = |name: &str| {
        let text = &*element.attribute(name)?.text;
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
        digits.map_or_else(|| text.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok())
    };
    let typed = element.place.element.attribute("type").is_some_and(|place| place.value.has_word("pci"));
    let has_type = element.attribute("type").is_some_and(|kind| &*kind.text == "pci");
    let count = 4 + usize::from(typed);
    let (domain, bus, slot, function) = (number("domain")?, number("bus")?, number("slot")?, number("function")?);
    let fits = typed == has_type && element.attributes().len() == count && bus <= 0xff && slot <= 0x1f && function <= 7;
    let written = format!("{domain:04x}:{bus:02x}:{slot:02x}.{function:x}");
    let is_usual = |address: PciAddress| {
        address.attributes().iter().all(|(name, value)| element.attribute(name).is_some_and(|written| *written.text == **value))
    };
    let is_same = spelling == Spelling::Usual || PciAddress::parse(&written).is_ok_and(is_usual);
    (fits && is_same).then(|| text(&written))
}

/// The unit that a number without one has, where it has to stand beside the number.
pub(super) fn implied_unit(element: &Element, size: &SizeType, number: &str) -> Option<Entry> {
    let name = size.attribute.filter(|name| element.attribute(name).is_none())?;
    let is_bare = number != "0" && number.bytes().all(|byte| byte.is_ascii_digit());
    is_bare.then(|| entry(name, element.span, Kind::Scalar(plain(size.unit.name()))))
}

/// Whether a size cannot stand alone.
pub(super) fn needs_unit(element: &Element, attribute: &Attribute, spelling: Spelling) -> bool {
    let scalar = attribute_scalar(element, attribute, spelling);
    attribute.place.value.size().is_some_and(|size| implied_unit(element, size, &scalar.text).is_some())
}

pub(super) fn attribute_scalar(element: &Element, attribute: &Attribute, spelling: Spelling) -> Scalar {
    size_scalar_of(element, attribute, spelling).unwrap_or_else(|| value_scalar(&attribute.place.value, &attribute.value.text))
}

fn size_scalar_of(element: &Element, attribute: &Attribute, spelling: Spelling) -> Option<Scalar> {
    size_scalar(element, attribute.place.value.size()?, &attribute.value.text, spelling)
}

/// `8 GiB`: the size in the largest unit that divides it. `None` when it has to stay as it is.
pub(super) fn size_scalar(element: &Element, size: &SizeType, number: &str, spelling: Spelling) -> Option<Scalar> {
    let written = number;
    let number: u64 = number.parse().ok()?;
    // A size would lose the zeros before its number.
    if spelling == Spelling::Written && number.to_string() != written {
        return None;
    }
    if size.kept && size.attribute.is_some_and(|name| element.attribute(name).is_none()) {
        return Some(plain(&number.to_string()));
    }
    let unit = match size.attribute.and_then(|name| element.attribute(name)) {
        // A unit in a spelling of its own stands beside its number.
        Some(unit) => Unit::named(&unit.text).filter(|known| spelling == Spelling::Usual || known.name() == &*unit.text)?,
        None => size.unit,
    };
    let bytes = u128::from(number) * u128::from(unit.bytes());
    if size.attribute.is_none() && bytes > u128::from(u64::MAX) {
        return Some(plain(&format!("{number} {}", unit.name())));
    }
    if number == 0 || bytes > u128::from(u64::MAX) {
        return None;
    }
    let mut larger_units = Unit::BINARY.into_iter().rev();
    let largest = if size.kept || spelling == Spelling::Written {
        Some(unit)
    } else {
        larger_units.find(|larger| bytes % u128::from(larger.bytes()) == 0)
    }?;
    let written = format!("{} {}", bytes / u128::from(largest.bytes()), largest.name());
    let again = size.read(&written).ok()?;
    let again_unit = again.unit.and_then(Unit::named).unwrap_or(size.unit);
    (u128::from(again.number) * u128::from(again_unit.bytes()) == bytes).then(|| plain(&written))
}

pub(super) fn value_scalar(value_type: &ValueType, written: &str) -> Scalar {
    boolean(value_type, written).unwrap_or_else(|| text(written))
}

/// `true` or `false` for libvirt's words.
fn boolean(value_type: &ValueType, written: &str) -> Option<Scalar> {
    let (yes, no) = value_type.boolean()?;
    if value_type.has_word("true") || value_type.has_word("false") {
        return None;
    }
    (written == yes).then(|| plain("true")).or_else(|| (written == no).then(|| plain("false")))
}

/// Text that means what it says; `${` would be something else.
pub(super) fn text(written: &str) -> Scalar {
    Scalar { text: written.replace("${", "$${").into(), quoted: true }
}

pub(super) fn plain(written: &str) -> Scalar {
    Scalar { text: written.into(), quoted: false }
}

/// XML as a block of text: without the blank lines around it.
pub(super) fn block(content: &str) -> String {
    let content = content.trim_start_matches(['\n', '\r']).trim_end();
    if content.is_empty() { String::new() } else { format!("{content}\n") }
}
