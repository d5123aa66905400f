use super::Address;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-chipset-device-moved",
    summary: "A controller of the machine's chipset is at another address than the chipset has it.",
    why: "The first IDE controller and the first PIIX3 USB controller of an i440fx machine are functions 1 and 2 of slot 1, the first \
          SATA controller of a q35 is 00:1f.2; a USB controller without a model is a PIIX3 one on x86. libvirt refuses other addresses for \
          them, and the address of the PIIX3 one on q35: \"Bus 0 must be PCI for integrated PIIX3 USB or IDE controllers\".",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { ide: { type: ide, index: 0, address: { type: pci, slot: 5 } } } }",
        "os: { arch: x86_64, machine: pc }\n\
         devices: { controller: { usb: { type: usb, index: 0, model: piix3-uhci, address: { type: pci, slot: 5 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { usb: { type: usb, index: 0, address: { type: pci, slot: 5 } } } }",
        "os: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { usb: { type: usb, index: 0, address: { type: pci, slot: 1, function: 2 } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { sata: { type: sata, index: 0, address: { type: pci, slot: 5 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { sata: { type: sata, index: 0, address: { type: pci, slot: \"0x1f\", function: 2 } } } }"],
    check: Check::EachQemu("devices/controller", check),
};

/// The place of the USB controller of PIIX3.
const PIIX3_USB: Address = Address::on_root(1, 2);

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    let is_piix3 = guest.is_x86() && (controller.is("@model", "piix3-uhci") || !controller.has("@model"));
    let (fixed, name) = match controller.text("@type") {
        "ide" if guest.is_x86() && guest.is_i440fx() => (Address::on_root(1, 1), "first IDE controller"),
        "usb" if is_piix3 && guest.is_i440fx() => (PIIX3_USB, "first PIIX3 USB controller"),
        "usb" if is_piix3 && guest.is_q35() => return piix3_on_q35(controller, guest, findings),
        "sata" if guest.is_x86() && guest.is_q35() => (Address::on_root(0x1f, 2), "first SATA controller"),
        _ => return,
    };
    let Some(address) = controller.find("address").filter(|address| address.is("@type", "pci")) else { return };
    if is_first(controller, guest) && Address::of(address).is_some_and(|place| place != fixed) {
        findings.report(address.span(), format!("the {name} of this machine is at {fixed}")).help("leave the address out").needless();
    }
}

fn piix3_on_q35(controller: View, guest: &Guest, findings: &mut Findings) {
    let Some(address) = controller.find("address").filter(|address| address.is("@type", "pci")) else { return };
    if is_first(controller, guest) && Address::of(address) == Some(PIIX3_USB) {
        let report = findings.report(address.span(), format!("{PIIX3_USB} is the USB controller of i440fx machines"));
        report.related(guest.domain().place("os/type/@machine"), "the machine").help("leave the address out, and write `model: qemu-xhci`");
    }
}

/// Whether it is the controller 0 of its type, as written or for lack of another.
fn is_first(controller: View, guest: &Guest) -> bool {
    let first = guest.controllers(controller.text("@type")).into_iter().find(|(index, _)| *index == 0);
    first.is_some_and(|(_, first)| first.is_same(controller))
}
