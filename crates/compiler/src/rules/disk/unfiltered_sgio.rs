use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unfiltered-sgio",
    summary: "The SCSI commands of a LUN or host device are not filtered.",
    why: "Linux never took up the unfiltered mode; libvirt refuses it since 8.1 (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { lun: { block: /dev/sdb, device: lun, bus: scsi, sgio: unfiltered } } }",
        "devices: { hostdev: { tape: { sgio: unfiltered, scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0, unit: 0 } } } } }",
    ],
    good: &["devices: { disk: { lun: { block: /dev/sdb, device: lun, bus: scsi, sgio: filtered } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for device in guest.devices("disk").chain(guest.devices("hostdev")) {
        if let Some(sgio) = device.at("@sgio").filter(|sgio| &*sgio.text == "unfiltered") {
            let report = findings.report(sgio.span, format!("the SCSI commands of {} are not filtered", device.label()));
            report.help("write `filtered`, or leave `sgio` out").offer(sgio.span, "filtered");
        }
    }
}
