use super::{bus, bus_span, device};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-identity-of-another-bus",
    summary: "A disk has a serial number, WWN, vendor or product that its bus does not show.",
    why: "QEMU's disks tell a WWN on ide and scsi, a vendor and a product on scsi, a serial number everywhere but on sd. A LUN \
          is a device of the host and tells its own (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, bus: virtio, wwn: 5000c50015ea71aa } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: virtio, vendor: ACME } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: sd, serial: abc } } }",
        "devices: { disk: { lun: { block: /dev/sdb, device: lun, bus: scsi, product: tape } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, bus: scsi, wwn: 5000c50015ea71aa, vendor: ACME } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for name in ["serial", "wwn", "vendor", "product"] {
        let Some(identity) = disk.at(name) else { continue };
        let bus = bus(disk);
        let is_lun = device(disk) == "lun";
        let fits = match name {
            "serial" => bus != "sd" && !(is_lun && bus == "scsi"),
            "wwn" => matches!(bus, "ide" | "scsi") && !is_lun,
            _ => bus == "scsi" && !is_lun,
        };
        if fits {
            continue;
        }
        let help = format!("leave `{name}` out");
        if is_lun {
            let report = findings.report(identity.span, format!("{} is a LUN, and has the `{name}` of the device", disk.label()));
            report.related(disk.place("@device"), "a LUN").help(help);
        } else {
            let report = findings.report(identity.span, format!("{} has a `{name}`, which bus `{bus}` does not show", disk.label()));
            report.related(bus_span(disk), format!("the bus is `{bus}`")).help(help);
        }
    }
}
