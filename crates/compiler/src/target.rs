//! The targets of disks: written ones first, then the others in the order of the file.

use std::collections::{HashMap, HashSet};
use virtc_model::element::{Element, Value};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// Gives every disk a target.
pub fn assign(domain: &mut Element, diagnostics: &mut Diagnostics) {
    let cdrom_bus = cdrom_bus(domain);
    let is_open = cdrom_bus.is_none() && !machine_is_damaged(domain);
    let Some(devices) = domain.child_mut("devices") else { return };
    let mut taken: HashSet<String> = targets(devices).map(|(_, dev)| dev.text.to_string()).collect();
    let mut next: HashMap<&'static str, usize> = HashMap::new();
    // The domain's own disks come first, so that a profile that brings one moves none of them.
    let own_first = [false, true].map(|inherited| indices(devices, inherited)).concat();
    for index in own_first {
        let disk = &mut devices.children_mut()[index];
        let span = disk.span;
        let Some(prefix) = prefix(disk, cdrom_bus, is_open, diagnostics) else { continue };
        let count = next.entry(prefix).or_default();
        let name = loop {
            let name = format!("{prefix}{}", letters(*count));
            *count += 1;
            if taken.insert(name.clone()) {
                break name;
            }
        };
        if let Some(target) = disk.child_or_new("target", span) {
            target.set_if_absent("dev", Value::derived(name, span));
        }
    }
}

/// Where the disks without a target stand among the devices; the domain's own in the order of
/// its file.
fn indices(devices: &Element, inherited: bool) -> Vec<usize> {
    let disks = devices.children().iter().enumerate().filter(|(_, device)| device.place.name == "disk" && device.inherited == inherited);
    let mut open: Vec<(usize, &Element)> = disks.filter(|(_, disk)| !has_target(disk)).collect();
    if !inherited {
        open.sort_by_key(|(_, disk)| disk.span);
    }
    open.into_iter().map(|(index, _)| index).collect()
}

fn has_target(disk: &Element) -> bool {
    disk.child("target").is_some_and(|target| target.damaged || target.attribute("dev").is_some())
}

/// Reports disks of a complete domain that have no target: libvirt would not know them.
pub fn refuse_missing(domain: &mut Element, diagnostics: &mut Diagnostics) {
    let Some(devices) = domain.child_mut("devices") else { return };
    let disks = devices.children_mut().iter_mut().filter(|device| device.place.name == "disk");
    for disk in disks.filter(|disk| !disk.damaged && disk.child("target").is_none()) {
        let diagnostic = Diagnostic::error(Code::Missing, disk.span, "`disk` has no `target`");
        diagnostics.push(diagnostic.help("write its name in the guest, such as `<target dev='vda'/>`"));
        disk.damaged = true;
    }
}

/// Reports disks that share a target.
pub fn refuse_shared(domain: &Element, diagnostics: &mut Diagnostics) {
    // VMware counts the disks of each bus anew; libvirt's other drivers do not.
    let by_bus = domain.attribute("type").is_some_and(|kind| &*kind.text == "vmware");
    let Some(devices) = domain.child("devices") else { return };
    let mut first: HashMap<(&str, &str), Span> = HashMap::new();
    for (target, dev) in targets(devices) {
        let scope = if by_bus { bus_of(target) } else { "" };
        let earlier = *first.entry((scope, &dev.text)).or_insert(dev.span);
        if earlier != dev.span {
            let message = format!("two disks have the target `{}`", dev.text);
            let diagnostic = Diagnostic::error(Code::DuplicateTarget, dev.span, message).label("again").related(earlier, "first here");
            diagnostics.push(diagnostic.help("libvirt tells disks apart by their targets, whatever their bus"));
        }
    }
}

/// The targets that disks have, and their names.
fn targets(devices: &Element) -> impl Iterator<Item = (&Element, &Value)> {
    let targets = devices.children_of("disk").filter_map(|disk| disk.child("target"));
    targets.filter(|target| !target.damaged).filter_map(|target| Some((target, target.attribute("dev")?)))
}

fn bus_of(target: &Element) -> &str {
    target.attribute("bus").map_or("", |bus| &bus.text)
}

/// The first letters of a disk's target; sets the bus where that depends on the machine.
fn prefix(disk: &mut Element, cdrom_bus: Option<&'static str>, is_open: bool, diagnostics: &mut Diagnostics) -> Option<&'static str> {
    let span = disk.span;
    if let Some(bus) = disk.child_attribute("target", "bus") {
        return Some(match &*bus.text {
            "ide" => "hd",
            "scsi" | "sata" | "usb" | "sd" => "sd",
            "fdc" => "fd",
            "xen" => "xvd",
            "uml" => "ubd",
            _ => "vd",
        });
    }
    let device = disk.attribute("device").map_or_else(|| "disk".into(), |device| device.text.clone());
    match &*device {
        "floppy" => Some("fd"),
        "cdrom" | "lun" => {
            let Some(bus) = cdrom_bus else {
                if is_open {
                    let message = format!("the bus of this {device} is open: it depends on the machine type, which is not written");
                    let help = "write its `bus` (sata, scsi, ide or usb), or the `machine` under `os`";
                    diagnostics.push(Diagnostic::error(Code::BusNeeded, span, message).help(help));
                }
                disk.damaged = true;
                return None;
            };
            // QEMU passes a LUN through on SCSI and virtio only.
            let bus = if &*device == "lun" { "scsi" } else { bus };
            disk.child_or_new("target", span)?.set_if_absent("bus", Value::derived(bus, span));
            Some(if bus == "ide" { "hd" } else { "sd" })
        }
        _ => Some("vd"),
    }
}

/// Whether the machine type was written and refused.
fn machine_is_damaged(domain: &Element) -> bool {
    let os = domain.child("os");
    domain.damaged || os.is_some_and(|os| os.damaged || os.child("type").is_some_and(|kind| kind.damaged))
}

/// The bus of CD-ROMs that the machine type brings.
fn cdrom_bus(domain: &Element) -> Option<&'static str> {
    let machine = &*domain.child("os")?.child_attribute("type", "machine")?.text;
    Some(if machine == "q35" || machine.starts_with("pc-q35") {
        "sata"
    } else if machine == "pc" || machine.starts_with("pc-") {
        "ide"
    } else {
        "scsi"
    })
}

/// a, b, …, z, aa, ab, …
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        if number < 26 {
            return letters.iter().rev().collect();
        }
        number = number / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let names: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(names, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }
}
