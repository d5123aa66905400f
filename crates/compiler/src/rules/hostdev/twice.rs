use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;
use virtc_model::element::Value;

pub(super) const RULE: Rule = Rule {
    id: "hostdev-twice",
    summary: "Two host devices of a guest are the same device of the host.",
    why: "A device is in the guest once; libvirt counts interfaces of type `hostdev`, too (\"Hostdev already exists \
          in the domain configuration\", domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { a: { pci: \"0000:03:00.0\" }, b: { pci: \"0000:03:00.0\" } } }",
        "devices: { hostdev: { a: { pci: \"0000:03:00.0\" } }, interface: { lan: { hostdev: \"0000:03:00.0\" } } }",
        "devices: { hostdev: { a: { usb: { vendor: \"0x1234\", product: \"0xbeef\" } }, b: { usb: { vendor: \"0x1234\", product: \"0xbeef\" } } } }",
        "devices: { hostdev: { a: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-pci }, b: { mdev: F81D4FAE-7dec-11d0-a765-00a0c91e6bf6, model: vfio-pci } } }",
        "devices: { hostdev: { a: { scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0, unit: 0 } } }, b: { scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0, unit: 0 } } } } }",
    ],
    good: &["devices: { hostdev: { a: { pci: \"0000:03:00.0\" }, b: { pci: \"0000:03:00.1\" } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let interfaces = guest.devices("interface").filter(|interface| interface.is("@type", "hostdev"));
    let mut devices = guest.devices("hostdev").chain(interfaces);
    let (Some(first), Some(second)) = (devices.next(), devices.next()) else { return };
    let mut seen: HashMap<String, View> = HashMap::new();
    for device in [first, second].into_iter().chain(devices) {
        let Some(identity) = identity(device) else { continue };
        if let Some(earlier) = seen.get(&identity) {
            let report = findings.report(place(device), format!("{} is a device of the host that the guest has already", device.label()));
            report.related(place(*earlier), "first here").help("keep one of the two");
        } else {
            seen.insert(identity, device);
        }
    }
}

/// What tells a device of the host from all others; `None` when that is not known.
fn identity(device: View) -> Option<String> {
    let source = device.find("source")?;
    let address = source.find("address");
    let numbers = |paths: &[&str]| -> Option<Vec<u64>> { paths.iter().map(|path| address?.number(path)).collect() };
    if device.kind() == "interface" {
        return address.filter(|address| address.is("@type", "pci")).and_then(pci);
    }
    if device.is("@mode", "capabilities") {
        let name = ["block", "char", "interface"].iter().find_map(|path| source.at(path))?;
        return Some(format!("{} {}", device.text("@type"), name.text));
    }
    match device.text("@type") {
        "pci" => pci(address?),
        "mdev" => Some(address?.at("@uuid")?.text.replace('-', "").to_lowercase()),
        "scsi_host" => Some(source.at("@wwpn")?.text.to_string()),
        "usb" if address.is_some() => Some(format!("usb {:?}", numbers(&["@bus", "@device"])?)),
        "usb" => Some(format!("usb {:?} {:?}", hexadecimal(source.at("vendor/@id")?), hexadecimal(source.at("product/@id")?))),
        "scsi" if source.is("@protocol", "iscsi") => {
            let host = source.find("host")?;
            Some(format!("iscsi {} {} {}", source.at("@name")?.text, host.at("@name")?.text, host.number("@port").unwrap_or(3260)))
        }
        "scsi" => Some(format!("scsi {} {:?}", source.at("adapter/@name")?.text, numbers(&["@bus", "@target", "@unit"])?)),
        _ => None,
    }
}

fn pci(address: View) -> Option<String> {
    let [domain, bus, slot, function] =
        ["@domain", "@bus", "@slot", "@function"].map(|path| address.at(path).map_or(Some(0), |_| address.number(path)));
    Some(format!("pci {:x}:{:x}:{:x}.{:x}", domain?, bus?, slot?, function?))
}

/// A number of USB devices, with or without `0x`.
fn hexadecimal(number: &Value) -> Option<u64> {
    u64::from_str_radix(number.text.trim_start_matches("0x"), 16).ok()
}

fn place(device: View) -> virtc_model::span::Span {
    device.find("source").map_or(device.span(), View::span)
}
