use super::bus;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;
use virtc_model::span::Span;

pub(super) const RULE: Rule = Rule {
    id: "drive-address-twice",
    summary: "Two disks or SCSI host devices have one address on a controller.",
    why: "A controller has one drive at an address; libvirt refuses a second one on the same bus. Host devices of type `scsi` \
          share their addresses with the disks of bus scsi (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices:\n  disk:\n    a: { file: /a.img, format: raw, bus: scsi, address: { type: drive, unit: 1 } }\n    \
         b: { file: /b.img, format: raw, bus: scsi, address: { type: drive, controller: 0, unit: 1 } }",
        "devices:\n  disk:\n    a: { file: /a.img, format: raw, bus: scsi, address: { type: drive, unit: 1 } }\n  hostdev:\n    \
         tape: { scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0, unit: 0 } }, address: { type: drive, unit: 1 } }",
    ],
    good: &["devices:\n  disk:\n    a: { file: /a.img, format: raw, bus: scsi, address: { type: drive, unit: 1 } }\n    \
         b: { file: /b.img, format: raw, bus: scsi, address: { type: drive, unit: 2 } }"],
    check: Check::Guest(check),
};

/// A drive's place: bus, controller, bus number, target and unit.
type Place<'a> = (&'a str, [u64; 4]);

fn check(guest: &Guest, findings: &mut Findings) {
    let disks = guest.devices("disk").map(|disk| (disk, bus(disk)));
    let hosts = guest.devices("hostdev").filter(|hostdev| hostdev.is("@type", "scsi")).map(|hostdev| (hostdev, "scsi"));
    let mut seen: Vec<(Place, Span)> = Vec::new();
    for (device, bus) in disks.chain(hosts) {
        let Some(numbers) = address(device) else { continue };
        let span = device.place("address/@type");
        match seen.iter().find(|(place, _)| *place == (bus, numbers)) {
            Some((_, first)) => {
                let message = format!("{} has the address of another drive of bus `{bus}`", device.label());
                let report = findings.report(span, message).related(*first, "the same address");
                report.help("write another `unit`, or leave the address out: libvirt chooses one");
            }
            None => seen.push(((bus, numbers), span)),
        }
    }
}

fn address(device: View) -> Option<[u64; 4]> {
    let address = device.find("address").filter(|address| address.is("@type", "drive"))?;
    Some(["@controller", "@bus", "@target", "@unit"].map(|path| address.number(path).unwrap_or_default()))
}
