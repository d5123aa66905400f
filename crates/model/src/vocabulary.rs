//! What libvirt's domain format knows, as static tables.
//!
//! The tables are made at build time from the files in `schemas/vocabulary`, one line a
//! field. Everything that depends on the format (unknown keys, types, short forms, the
//! order of the XML) asks these tables; nothing of it is said a second time in code.
//!
//! ```
//! use virtc_model::vocabulary::DOMAIN;
//!
//! let disk = DOMAIN.element.child("devices").and_then(|devices| devices.element.child("disk"));
//! let bus = disk.and_then(|disk| disk.element.child("target")).and_then(|target| target.element.attribute("bus"));
//! assert!(bus.is_some_and(|bus| bus.value.words.iter().any(|word| word.text == "sata")));
//! ```

use crate::value::{Grammar, SizeType, Unit, ValueType, Version, Word};

include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

/// An element of the format, as it stands in one place (or, when shared, in several).
#[derive(Debug)]
pub struct Element {
    /// The file of the vocabulary that declares it, without its ending: `devices/disk`.
    pub chapter: &'static str,
    /// Its attributes, in the order in which they are written.
    pub attributes: &'static [Attribute],
    /// Its child elements, in the order in which they are written.
    pub children: &'static [Child],
    /// Short keys of the spec language that write into its children.
    pub shorts: &'static [Short],
    /// The type of its text; `None` when it has none.
    pub text: Option<ValueType>,
    /// Whether its text is a secret.
    pub secret: bool,
    /// What a scalar in its place stands for, when it has no text.
    pub scalar: Option<Scalar>,
}

/// An attribute of an element.
#[derive(Debug)]
pub struct Attribute {
    /// libvirt's name for it.
    pub name: &'static str,
    /// Its place among the attributes of its element.
    pub order: u16,
    /// What it may hold.
    pub value: ValueType,
    /// Whether libvirt refuses the element without it.
    pub required: bool,
    /// Whether it holds a password: masked wherever it would be shown.
    pub secret: bool,
    /// The version of libvirt that brought it; `None` for 4.0 and older.
    pub since: Option<Version>,
    /// What libvirt takes when it is left out.
    pub default: Option<&'static str>,
    /// A line about its meaning.
    pub doc: &'static str,
}

/// A child element: an element in its place under a parent.
#[derive(Debug)]
pub struct Child {
    /// Its key in a spec: libvirt's name, with our prefix at the top of a namespace.
    pub name: &'static str,
    /// Its name in the XML.
    pub xml_name: &'static str,
    /// Its place among the children of its parent.
    pub order: u16,
    /// What stands in it.
    pub element: &'static Element,
    /// Whether libvirt refuses the parent without it.
    pub required: bool,
    /// How often it may stand.
    pub repeat: Repeat,
    /// On the `source` of a device: where the scalar of a short key goes.
    pub main: &'static [MainPlace],
    /// The version of libvirt that brought it; `None` for 4.0 and older.
    pub since: Option<Version>,
    /// What libvirt takes when it is left out.
    pub default: Option<&'static str>,
    /// A line about its meaning.
    pub doc: &'static str,
}

/// How often a child may stand under its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// At most once.
    Once,
    /// Any number of times; a list in a spec.
    Many,
    /// Any number of times, told apart by this attribute or child.
    ByKey(&'static str),
}

/// What a scalar in the place of an element stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// This attribute.
    Attribute(&'static str),
    /// A PCI address: `0000:03:00.0`.
    PciAddress,
}

/// A short key of the spec language.
#[derive(Debug)]
pub struct Short {
    /// The key.
    pub name: &'static str,
    /// What it writes.
    pub writes: &'static [ShortWrite],
    /// A line about its meaning.
    pub doc: &'static str,
}

/// One attribute that a short key writes.
#[derive(Debug)]
pub struct ShortWrite {
    /// The child element.
    pub child: &'static str,
    /// Its attribute.
    pub attribute: &'static str,
    /// What is written; `None`: the value of the key.
    pub constant: Option<&'static str>,
}

/// Where in a `source` the scalar of the short key of a device's type goes.
#[derive(Debug)]
pub struct MainPlace {
    /// The value of the device's `type`, which is the short key.
    pub type_word: &'static str,
    /// The child of the source; `None`: the source itself.
    pub child: Option<&'static str>,
    /// The attribute; `None`: what a scalar in the place of the child stands for.
    pub attribute: Option<&'static str>,
    /// Whether libvirt refuses a device of that type without it.
    pub required: bool,
}

/// A namespace of libvirt's extensions: our prefix and its URI.
pub const NAMESPACES: [(&str, &str); 5] = [
    ("qemu", "http://libvirt.org/schemas/domain/qemu/1.0"),
    ("lxc", "http://libvirt.org/schemas/domain/lxc/1.0"),
    ("xen", "http://libvirt.org/schemas/domain/xen/1.0"),
    ("bhyve", "http://libvirt.org/schemas/domain/bhyve/1.0"),
    ("vmware", "http://libvirt.org/schemas/domain/vmware/1.0"),
];

/// The attributes that switch an element on and off.
const SWITCHES: [&str; 3] = ["state", "enabled", "enable"];

impl Element {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The child of that name (the key of a spec, not the name in the XML).
    pub fn child(&self, name: &str) -> Option<&'static Child> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The short key of that name.
    pub fn short(&self, name: &str) -> Option<&'static Short> {
        self.shorts.iter().find(|short| short.name == name)
    }

    /// The attribute that `true` and `false` set when they stand for the whole element.
    pub fn switch(&self) -> Option<&'static Attribute> {
        SWITCHES.iter().filter_map(|name| self.attribute(name)).find(|attribute| attribute.value.boolean().is_some())
    }

    /// Whether the bare element means something: no text, attribute or child has to be there.
    pub fn may_be_empty(&self) -> bool {
        self.text.is_none()
            && self.attributes.iter().all(|attribute| !attribute.required)
            && self.children.iter().all(|child| !child.required)
    }

    /// Every key that a spec may hold in this element's mapping.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        let text = self.text.is_some().then_some("value");
        self.attributes
            .iter()
            .map(|attribute| attribute.name)
            .chain(self.children.iter().map(|child| child.name))
            .chain(self.shorts.iter().map(|short| short.name))
            .chain(text)
    }
}

impl Child {
    /// Whether it may stand more than once.
    pub fn repeats(&self) -> bool {
        self.repeat != Repeat::Once
    }
}
