use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "geometry-of-another-bus",
    summary: "A disk has a geometry that its bus cannot tell the guest.",
    why: "QEMU tells cylinders, heads and sectors on every bus but usb and sd, and a translation mode on ide only \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { key: { file: /key.img, format: raw, bus: usb, geometry: { cyls: 100, heads: 15, secs: 63 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: virtio, geometry: { cyls: 100, heads: 15, secs: 63, trans: lba } } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, bus: virtio, geometry: { cyls: 100, heads: 15, secs: 63 } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(geometry) = disk.find("geometry") else { return };
    let is_set = ["@cyls", "@heads", "@secs"].iter().all(|path| geometry.number(path).is_some_and(|number| number > 0));
    if !is_set {
        return;
    }
    let bus = bus(disk);
    if matches!(bus, "usb" | "sd") {
        let report = findings.report(geometry.span(), format!("{} has a geometry, and is on bus `{bus}`", disk.label()));
        report.related(bus_span(disk), format!("the bus is `{bus}`")).help("leave `geometry` out").may_go();
    } else if let Some(trans) = geometry.at("@trans").filter(|_| bus != "ide") {
        let report = findings.report(trans.span, format!("{} has a translation mode, and is on bus `{bus}`", disk.label()));
        report.related(bus_span(disk), format!("the bus is `{bus}`")).help("leave `trans` out: only disks on bus `ide` have one").may_go();
    }
}
