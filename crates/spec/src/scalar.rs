//! Scalars: source text becomes what libvirt reads, typed by its field.

use crate::mirror::Lowering;
use crate::tree::{Node, Scalar};
use virtc_model::diagnostic::{Change, Fix};
use virtc_model::element::{Element, Value};
use virtc_model::span::Span;
use virtc_model::value::pci::PciAddress;
use virtc_model::value::size::Size;
use virtc_model::value::{Complaint, SizeType, ValueType};
use virtc_model::vocabulary::Attribute;
use virtc_model::{Code, Diagnostic, xml};

impl Lowering {
    /// The text that libvirt reads for a scalar. What is wrong with it is reported; the report
    /// does not quote a secret.
    pub(crate) fn typed(&mut self, value_type: &ValueType, scalar: &Scalar, span: Span, secret: bool) -> Option<Box<str>> {
        let is_word = value_type.has_word(&scalar.text);
        let text = self.plain_text(scalar, span, is_word, || match value_type.is_free_text() {
            true => "write `\"\"` for an empty text, or take the key away".to_owned(),
            false => format!("it takes {}", value_type.describe()),
        })?;
        match value_type.check(&text) {
            Ok(text) => Some(text.into()),
            Err(complaint) => self.refuse(if secret { complaint.without(&text) } else { complaint }, span),
        }
    }

    /// The scalar's text, when it says something and XML can hold it.
    fn plain_text(&mut self, scalar: &Scalar, span: Span, is_word: bool, wanted: impl Fn() -> String) -> Option<Box<str>> {
        if scalar.is_null() && !is_word {
            self.null(span, &wanted());
            return None;
        }
        if let Some(character) = xml::forbidden_character(&scalar.text) {
            let message = format!("the character U+{:04X} cannot stand in XML, not even escaped", u32::from(character));
            self.error(Diagnostic::error(Code::BadCharacter, span, message));
            return None;
        }
        Some(scalar.text.clone())
    }

    pub(crate) fn null(&mut self, span: Span, help: &str) {
        self.error(Diagnostic::error(Code::Null, span, "there is no value here").help(help));
    }

    pub(crate) fn refuse<T>(&mut self, complaint: Complaint, span: Span) -> Option<T> {
        self.error(complaint.at(span));
        None
    }

    /// Sets an attribute from a node: the scalar, its type, and for a size the unit beside it.
    pub(crate) fn set_attribute(&mut self, element: &mut Element, place: &'static Attribute, node: &Node, span: Span) {
        let Some(scalar) = node.scalar() else {
            let message = format!("`{}` takes {}, not {}", place.name, place.value.describe(), node.describe());
            self.error(Diagnostic::error(Code::WrongType, span, message));
            element.damaged = true;
            return;
        };
        let value = match place.value.size() {
            Some(size) => self.size(element, size, scalar, span),
            None => self.typed(&place.value, scalar, span, place.secret),
        };
        let Some(text) = value else {
            element.damaged = true;
            return;
        };
        self.set(element, place, Value::new(text, span));
    }

    /// Sets an attribute that nothing else has set.
    pub(crate) fn set(&mut self, element: &mut Element, place: &'static Attribute, value: Value) {
        let span = value.span;
        let owner = element.place.name;
        if let Err(earlier) = element.set(place, value) {
            let message = format!("`{}` of `{owner}` is written twice: by a short form and by what it stands for", place.name);
            let diagnostic = Diagnostic::error(Code::ShortFormConflict, span, message).label("again");
            let earlier = earlier.span;
            element.damaged = true;
            self.error(diagnostic.related(earlier, "first here").help("keep one of the two"));
        }
    }

    /// Sets the text of an element from a scalar.
    pub(crate) fn set_text(&mut self, element: &mut Element, scalar: &Scalar, span: Span) {
        let Some(text) = &element.place.element.text else { return };
        let value = match text.size() {
            Some(size) => self.size(element, size, scalar, span),
            None => self.typed(text, scalar, span, element.place.element.secret),
        };
        match value {
            Some(text) => element.text = Some(Value::new(text, span)),
            None => element.damaged = true,
        }
    }

    /// A size: the number goes to its own place, the unit into its attribute.
    ///
    /// `{ value: 8, unit: GiB }` is the mirror of the XML: there the number stands alone.
    fn size(&mut self, element: &mut Element, size: &SizeType, scalar: &Scalar, span: Span) -> Option<Box<str>> {
        let text = self.plain_text(scalar, span, false, || "it takes a size such as `8 GiB`".to_owned())?;
        let unit_place = size.attribute.and_then(|name| element.place.element.attribute(name));
        let bare = text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some((_, unit)) = self.unit.clone().filter(|(name, _)| bare && size.attribute == Some(*name)) {
            return self.size_beside(element, size, &text, &unit, span);
        }
        let read = match size.read(&text) {
            Ok(read) => read,
            Err(complaint) => return self.refuse(complaint, span),
        };
        let meant = in_powers_of_1024(&text).map(|meant| Fix::offer(span, Change::Value(meant)));
        self.warn_of_decimal(&read, &text, span, meant);
        if let (Some(place), Some(unit)) = (unit_place, read.unit) {
            self.set(element, place, Value::new(unit, span));
        }
        Some(read.number.to_string().into())
    }

    /// A number with its unit beside it, as XML has it. Where libvirt does not read the unit,
    /// the number is converted to the one that it takes.
    fn size_beside(&mut self, element: &mut Element, size: &SizeType, number: &str, unit: &str, span: Span) -> Option<Box<str>> {
        let written = format!("{number} {unit}");
        let read = size.read(&written);
        if !size.fixed {
            if let Ok(read) = &read {
                self.warn_of_decimal(read, &written, span, None);
            }
            return Some(number.into());
        }
        let place = size.attribute.and_then(|name| element.place.element.attribute(name));
        let (number, unit) = match read {
            Ok(read) => (read.number.to_string(), read.unit.unwrap_or(unit).to_owned()),
            Err(complaint) => {
                let diagnostic = Diagnostic::warning(complaint.code, span, complaint.message);
                self.diagnostics.push(diagnostic.help(format!("libvirt takes the number as {}, whatever the unit says", size.unit.name())));
                (number.to_owned(), unit.to_owned())
            }
        };
        if let Some(place) = place {
            self.set(element, place, Value::new(unit, span));
        }
        Some(number.into())
    }

    fn warn_of_decimal(&mut self, size: &Size, written: &str, span: Span, fix: Option<Fix>) {
        if size.decimal {
            let diagnostic = Diagnostic::warning(Code::DecimalUnit, span, format!("`{written}` counts in powers of 1000"));
            let diagnostic = diagnostic.help("memory and disks are counted in powers of 1024: KiB, MiB, GiB");
            self.diagnostics.push(Diagnostic { fix, ..diagnostic });
        }
    }

    /// Sets the attributes that a PCI address in one word stands for.
    pub(crate) fn set_pci_address(&mut self, element: &mut Element, scalar: &Scalar, span: Span) {
        let Some(text) = self.plain_text(scalar, span, false, || "it takes a PCI address such as `0000:03:00.0`".to_owned()) else {
            element.damaged = true;
            return;
        };
        let address = match PciAddress::parse(&text) {
            Ok(address) => address,
            Err(complaint) => {
                element.damaged = true;
                return self.refuse(complaint, span).unwrap_or_default();
            }
        };
        let kind = element.place.element.attribute("type").filter(|place| place.value.has_word("pci"));
        if let Some(place) = kind {
            self.set(element, place, Value::new("pci", span));
        }
        for (name, value) in address.attributes() {
            if let Some(place) = element.place.element.attribute(name) {
                self.set(element, place, Value::new(value, span));
            }
        }
    }
}

/// A size with the unit that is probably meant: `8 GiB` for `8 GB`.
fn in_powers_of_1024(written: &str) -> Option<String> {
    let number = written.strip_suffix('B').filter(|number| !number.ends_with('i'))?;
    let number = number.strip_suffix('k').map_or_else(|| number.to_owned(), |number| format!("{number}K"));
    Some(format!("{number}iB"))
}
