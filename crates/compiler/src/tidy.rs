//! What libvirt would fill in again by itself, taken out of an imported domain.
//!
//! It is what `virsh define` adds to what people write: defaults, addresses, and the devices
//! that every machine has. Where a guest depends on its addresses, import it without this.

use virtc_model::element::Element;

/// Drops it, and says what was dropped, each kind once with its number.
pub fn tidy(domain: &mut Element) -> Vec<String> {
    let mut dropped = Dropped::default();
    lifecycle(domain, &mut dropped);
    if same_memory(domain) {
        domain.remove_children("currentMemory");
        dropped.add("currentMemory, the same as memory");
    }
    if let Some(devices) = domain.child_mut("devices") {
        for kind in ["controller", "input", "audio", "memballoon"] {
            let before = devices.children_of(kind).count();
            devices.retain_children(|device| device.place.name != kind || !is_filled_in(device));
            for _ in devices.children_of(kind).count()..before {
                dropped.add(&format!("{kind}: every such machine has one"));
            }
        }
        for device in devices.children_mut() {
            if device.child("address").is_some_and(is_assigned) {
                device.remove_children("address");
                dropped.add("the address of a device");
            }
        }
    }
    defaults(domain, &mut dropped);
    dropped.list()
}

/// Kinds of what was dropped, and how often.
#[derive(Default)]
struct Dropped(Vec<(String, usize)>);

impl Dropped {
    fn add(&mut self, what: &str) {
        match self.0.iter_mut().find(|(other, _)| other == what) {
            Some((_, count)) => *count += 1,
            None => self.0.push((what.to_owned(), 1)),
        }
    }

    fn list(self) -> Vec<String> {
        self.0.into_iter().map(|(what, count)| if count == 1 { what } else { format!("{what} ({count} times)") }).collect()
    }
}

/// What libvirt does on the events of a guest unless something else is written.
fn lifecycle(domain: &mut Element, dropped: &mut Dropped) {
    for (event, action) in [("on_poweroff", "destroy"), ("on_reboot", "restart"), ("on_crash", "destroy")] {
        if domain.child(event).is_some_and(|element| element.text() == action) {
            domain.remove_children(event);
            dropped.add(&format!("{event}: {action}"));
        }
    }
}

fn same_memory(domain: &Element) -> bool {
    let size = |name: &str| {
        let element = domain.child(name)?;
        let unit = element.attribute("unit").map_or("KiB", |unit| &unit.text);
        let unit = virtc_model::value::Unit::named(unit)?;
        Some(element.text().parse::<u128>().ok()? * u128::from(unit.bytes()))
    };
    let memory = size("memory");
    memory.is_some() && memory == size("currentMemory")
}

/// A device that libvirt adds when it is not written, in the form in which it adds it.
fn is_filled_in(device: &Element) -> bool {
    let is = |name: &str, value: &str| device.attribute(name).is_some_and(|attribute| &*attribute.text == value);
    let holds_only = |children: &[&str]| device.children().iter().all(|child| children.contains(&child.place.name));
    let first = is("index", "0");
    match device.place.name {
        "controller" if is("type", "pci") => {
            let root = first && (is("model", "pci-root") || is("model", "pcie-root"));
            let port = is("model", "pcie-root-port");
            (root && holds_only(&[])) || (port && holds_only(&["model", "target", "address"]))
        }
        "controller" => {
            let usual = is("type", "sata") || is("type", "ide") || is("type", "virtio-serial") || is("type", "fdc");
            usual && first && holds_only(&["address"]) && device.attributes().len() == 2
        }
        "input" => is("bus", "ps2") && (is("type", "mouse") || is("type", "keyboard")) && holds_only(&[]),
        "audio" => is("id", "1") && is("type", "none") && holds_only(&[]),
        "memballoon" => is("model", "virtio") && device.attributes().len() == 1 && holds_only(&["address"]),
        _ => false,
    }
}

/// An address of a kind that libvirt assigns when a guest is defined.
fn is_assigned(address: &Element) -> bool {
    address.attribute("type").is_some_and(|kind| matches!(&*kind.text, "pci" | "drive" | "virtio-serial" | "usb" | "ccw" | "spapr-vio"))
}

/// Attributes that say what libvirt takes when they are left out.
fn defaults(element: &mut Element, dropped: &mut Dropped) {
    let is_default =
        |attribute: &virtc_model::element::Attribute| !attribute.place.required && attribute.place.default == Some(&*attribute.value.text);
    // A unit is no setting of its own, and a type is what short forms are made of.
    let names: Vec<&'static str> = element
        .attributes()
        .iter()
        .filter(|attribute| is_default(attribute) && !matches!(attribute.place.name, "unit" | "type"))
        .map(|attribute| attribute.place.name)
        .collect();
    for name in names {
        let value = element.attribute(name).map_or_else(String::new, |value| value.text.to_string());
        element.remove_attribute(name);
        dropped.add(&format!("{} {name}: {value}", element.place.name));
    }
    for child in element.children_mut() {
        defaults(child, dropped);
    }
}
