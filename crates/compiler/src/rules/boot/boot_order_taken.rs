use super::boot_devices_and_boot_order::ordered;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "boot-order-taken",
    summary: "Two devices have the same place in the boot order.",
    why: "The firmware tries the devices one after the other. libvirt refuses a place that is given twice (formatdomain, Hard drives, \
          `boot`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { a: { file: /a.img, boot: 1 }, b: { file: /b.img, boot: 1 } } }"],
    good: &["devices: { disk: { a: { file: /a.img, boot: 1 }, b: { file: /b.img, boot: 2 } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    if !domain.is("os/type", "hvm") || domain.is_any("@type", &["xen", "vbox", "vmware", "hyperv"]) {
        return;
    }
    let mut first = HashMap::new();
    for (device, boot) in ordered(guest) {
        let Some(order) = boot.number("@order") else { continue };
        if let Some(place) = first.insert(order, boot.place("@order")) {
            let report = findings
                .report(boot.place("@order"), format!("{} is not the only device at place {order} of the boot order", device.label()));
            report.related(place, "this one is there, too").help("write another number");
        }
    }
}
