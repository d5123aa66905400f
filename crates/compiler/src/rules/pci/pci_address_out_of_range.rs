use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-address-out-of-range",
    summary: "A PCI address has a bus or a slot that there is nowhere.",
    why: "Buses end at 0xff and slots at 0x1f, in the guest and on the host; libvirt refuses larger numbers (device_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, model: virtio, address: { type: pci, bus: 256, slot: 5 } } } }",
        "devices: { interface: { a: { network: default, model: virtio, address: { type: pci, slot: 40 } } } }",
    ],
    good: &["devices: { interface: { a: { network: default, model: virtio, address: { type: pci, slot: 5 } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    guest.addresses("pci").for_each(|(device, address)| in_range(device, address, findings));
    for device in guest.devices("hostdev").chain(guest.devices("interface")).filter(|device| device.text("@type") != "usb") {
        let address = device.find("source/address").filter(|address| address.has("@slot"));
        address.into_iter().for_each(|address| in_range(device, address, findings));
    }
}

fn in_range(device: View, address: View, findings: &mut Findings) {
    for (path, what, last) in [("@bus", "bus", 0xff), ("@slot", "slot", 0x1f)] {
        if address.number(path).is_some_and(|number| number > last) {
            let message = format!("the {what} of {} is beyond the last that there can be", device.label());
            findings.report(address.place(path), message).help(format!("the last {what} is {last:#x}"));
        }
    }
}
