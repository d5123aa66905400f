use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unassigned-address-elsewhere",
    summary: "A device that is not the host's has the address `unassigned`.",
    why: "`unassigned` detaches a device from the host without the guest seeing it, which makes sense for host \
          devices only (formatdomain, Device Addresses).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /root.img, format: raw, address: { type: unassigned } } } }"],
    good: &["devices: { hostdev: { nic: { pci: \"0000:03:00.0\", address: { type: unassigned } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for device in guest.all_devices().filter(|device| !matches!(device.kind(), "hostdev" | "emulator")) {
        let address = device.at_if_known("address/@type").filter(|kind| &*kind.text == "unassigned");
        if let Some(kind) = address {
            let report = findings.report(kind.span, format!("{} has an address that is for host devices", device.label()));
            report.help("leave the address out").needless_at(device.find("address").map_or(kind.span, View::span));
        }
    }
}
