use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "long-product-on-scsi",
    summary: "The product of a SCSI disk has more than 16 characters.",
    why: "A SCSI disk answers to INQUIRY with 16 characters of product; the 40 that the format has room for are those of ATA \
          (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /root.img, format: raw, bus: scsi, product: Virtual-Disk-2000 } } }"],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, bus: scsi, product: Virtual-Disk-200 } } }"],
    check: Check::Each("devices/disk", check),
};

const LONGEST: usize = 16;

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(product) = disk.at("product").filter(|product| product.text.len() > LONGEST && bus(disk) == "scsi") else { return };
    let length = product.text.len();
    let report = findings.report(product.span, format!("the product of {} has {length} characters", disk.label()));
    report.related(bus_span(disk), "on SCSI").help(format!("SCSI has room for {LONGEST}"));
}
