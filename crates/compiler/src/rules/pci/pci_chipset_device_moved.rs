use super::Address;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-chipset-device-moved",
    summary: "A controller of the machine's chipset is at another address than the chipset has it.",
    why: "The first IDE controller and the first PIIX3 USB controller of an i440fx machine are functions 1 and 2 of slot 1, the first \
          SATA controller of a q35 is 00:1f.2. libvirt refuses other addresses for them.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { ide: { type: ide, index: 0, address: { type: pci, slot: 5 } } } }",
        "os: { arch: x86_64, machine: pc }\n\
         devices: { controller: { usb: { type: usb, index: 0, model: piix3-uhci, address: { type: pci, slot: 5 } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { sata: { type: sata, index: 0, address: { type: pci, slot: 5 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { sata: { type: sata, index: 0, address: { type: pci, slot: \"0x1f\", function: 2 } } } }"],
    check: Check::EachQemu("devices/controller", check),
};

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    let (fixed, name) = match controller.text("@type") {
        "ide" if guest.is_x86() && guest.is_i440fx() => (Address::on_root(1, 1), "first IDE controller"),
        "usb" if guest.is_x86() && guest.is_i440fx() && controller.is("@model", "piix3-uhci") => {
            (Address::on_root(1, 2), "first PIIX3 USB controller")
        }
        "sata" if guest.is_x86() && guest.is_q35() => (Address::on_root(0x1f, 2), "first SATA controller"),
        _ => return,
    };
    let Some(address) = controller.find("address").filter(|address| address.is("@type", "pci")) else { return };
    let is_first = controller.number("@index") == Some(0);
    if is_first && Address::of(address).is_some_and(|place| place != fixed) {
        findings.report(address.span(), format!("the {name} of this machine is at {fixed}")).help("leave the address out");
    }
}
