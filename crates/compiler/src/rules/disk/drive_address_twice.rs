use super::{bus, index};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;
use virtc_model::span::Span;

pub(super) const RULE: Rule = Rule {
    id: "drive-address-twice",
    summary: "Two disks or SCSI host devices have one address on a controller.",
    why: "A controller has one drive at an address; libvirt refuses a second one on the same bus, also where it takes the address \
          from the letter of the target. Host devices of type `scsi` \
          share their addresses with the disks of bus scsi (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices:\n  disk:\n    a: { file: /a.img, format: raw, bus: scsi, address: { type: drive, unit: 1 } }\n    \
         b: { file: /b.img, format: raw, bus: scsi, address: { type: drive, controller: 0, unit: 1 } }",
        "devices:\n  disk:\n    a: { file: /a.img, format: raw, bus: scsi, address: { type: drive, unit: 1 } }\n  hostdev:\n    \
         tape: { scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0, unit: 0 } }, address: { type: drive, unit: 1 } }",
        "devices:\n  disk:\n    a: { file: /a.img, format: raw, bus: sata, target: sda }\n    \
         b: { file: /b.img, format: raw, bus: sata, target: sdb, address: { type: drive, unit: 0 } }",
    ],
    good: &["devices:\n  disk:\n    a: { file: /a.img, format: raw, bus: scsi, address: { type: drive, unit: 1 } }\n    \
         b: { file: /b.img, format: raw, bus: scsi, address: { type: drive, unit: 2 } }"],
    check: Check::Guest(check),
};

/// A drive's place: bus, controller, bus number, target and unit.
type Place<'a> = (&'a str, [u64; 4]);

fn check(guest: &Guest, findings: &mut Findings) {
    let is_qemu = guest.is_qemu();
    let disks = guest.devices("disk").map(|disk| (disk, bus(disk)));
    let hosts = guest.devices("hostdev").filter(|hostdev| hostdev.is("@type", "scsi")).map(|hostdev| (hostdev, "scsi"));
    let mut seen: HashMap<Place, View> = HashMap::new();
    for (device, bus) in disks.chain(hosts) {
        let Some(numbers) = address(device).or_else(|| default_address(device, bus).filter(|_| is_qemu)) else { continue };
        let Some(first) = seen.insert((bus, numbers), device) else { continue };
        // Two disks of one target are told of as such.
        if device.kind() == first.kind() && !device.has("address") && !first.has("address") {
            continue;
        }
        let message = format!("{} has the address of another drive of bus `{bus}`", device.label());
        let report = findings.report(span(device), message).related(span(first), "the same address");
        report.help("write another `unit`, or another target");
    }
}

/// Where the address was written, or the target that stands for one.
fn span(device: View) -> Span {
    if device.kind() == "disk" && !device.has("address") { device.place("target/@dev") } else { device.place("address/@type") }
}

fn address(device: View) -> Option<[u64; 4]> {
    let address = device.find("address").filter(|address| address.is("@type", "drive"))?;
    Some(["@controller", "@bus", "@target", "@unit"].map(|path| address.number(path).unwrap_or_default()))
}

/// What libvirt makes of the target of a disk in a QEMU guest.
fn default_address(device: View, bus: &str) -> Option<[u64; 4]> {
    if device.kind() != "disk" || device.has("address") {
        return None;
    }
    let index = index(device.text("target/@dev"))?;
    match bus {
        "ide" => Some([index / 4, index % 4 / 2, 0, index % 2]),
        "sata" => Some([index / 6, 0, 0, index % 6]),
        "fdc" => Some([index / 2, 0, 0, index % 2]),
        "scsi" => Some([index / 7, 0, 0, index % 7]),
        _ => None,
    }
}
