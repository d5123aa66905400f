use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-options-of-another-bus",
    summary: "A disk has options of virtio devices, and is on another bus.",
    why: "Models, queues, notifications and the IOMMU options are those of virtio disks; disks on bus scsi have them at their \
          controller (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, bus: sata, driver: { queues: 4 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: scsi, model: virtio-transitional } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, bus: scsi, driver: { iommu: on } } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, bus: virtio, driver: { queues: 4 } } } }"],
    check: Check::Each("devices/disk", check),
};

const OPTIONS: &[&str] = &["@queues", "@queue_size", "@event_idx", "@ioeventfd", "@iommu", "@ats", "@packed", "@page_per_vq"];

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let bus = bus(disk);
    if bus == "virtio" {
        return;
    }
    let driver = disk.find("driver");
    let options = OPTIONS.iter().filter_map(|path| Some((path, driver?.at(path)?)));
    for (path, option) in options.chain(disk.at("@model").map(|model| (&"@model", model))) {
        let name = path.trim_start_matches('@');
        let report = findings.report(option.span, format!("{} is on bus `{bus}`, and `{name}` is for virtio disks", disk.label()));
        report.related(bus_span(disk), format!("the bus is `{bus}`")).help(format!("leave `{name}` out, or write `bus: virtio`"));
    }
}
