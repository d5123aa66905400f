use super::own_place;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-address-off-domain-zero",
    summary: "A device is in a PCI domain that guests do not have.",
    why: "The machines of QEMU have one PCI domain, 0; the domain of a host device belongs to its `source`. libvirt refuses others: \
          \"Only PCI domain 0 is available\" (formatdomain, Device addresses, `pci`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35 }\n\
         devices: { interface: { lan: { network: default, model: virtio, address: { type: pci, domain: 1, slot: 5 } } } }"],
    good: &["os: { arch: x86_64, machine: q35 }\n\
         devices: { interface: { lan: { network: default, model: virtio, address: { type: pci, domain: 0, slot: 5 } } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for (device, address) in guest.addresses("pci") {
        if address.number("@domain").is_some_and(|domain| domain != 0) {
            let report = findings.report(address.place("@domain"), format!("{} is in another PCI domain than the guest's", device.label()));
            let report = report.help("write `domain: 0`, or leave it out");
            if let Some(place) = own_place(address, "@domain") {
                report.fix(place, "0");
            }
        }
    }
}
