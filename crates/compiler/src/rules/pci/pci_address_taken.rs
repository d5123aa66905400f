use super::Address;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;
use virtc_model::span::Span;

pub(super) const RULE: Rule = Rule {
    id: "pci-address-taken",
    summary: "Two devices have the same PCI address, or one has an address that the chipset needs.",
    why: "A function of a slot is one device. The i440fx machine has its ISA bridge at 00:01.0, power management at 00:01.3, and its \
          first IDE and USB controllers between them; q35 has ISA, SATA and SMBus at 00:1f.0, .2 and .3. libvirt refuses the second \
          device: \"Attempted double use of PCI Address\" (formatdomain, Device addresses, `pci`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices:\n  interface:\n    \
         a: { network: default, model: virtio, address: { type: pci, slot: 5 } }\n    \
         b: { network: default, model: virtio, address: { type: pci, slot: \"0x05\" } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { interface: { lan: { network: default, model: virtio, address: { type: pci, slot: 1 } } } }",
        "os: { arch: x86_64, machine: q35 }\n\
         devices: { interface: { lan: { network: default, model: virtio, address: { type: pci, slot: \"0x1f\", function: 2 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices:\n  interface:\n    \
         a: { network: default, model: virtio, address: { type: pci, slot: 5, function: 0, multifunction: true } }\n    \
         b: { network: default, model: virtio, address: { type: pci, slot: 5, function: 1 } }"],
    check: Check::Qemu(check),
};

/// What the chipset of i440fx machines has, and of q35.
const I440FX: &[(u64, u64, &str)] = &[(1, 0, "its ISA bridge"), (1, 3, "its power management")];
const Q35: &[(u64, u64, &str)] = &[(0x1f, 0, "its ISA bridge"), (0x1f, 2, "its SATA controller"), (0x1f, 3, "its SMBus")];

fn check(guest: &Guest, findings: &mut Findings) {
    let chipset = match () {
        () if guest.is_x86() && guest.is_i440fx() => I440FX,
        () if guest.is_x86() && guest.is_q35() => Q35,
        () => &[],
    };
    let mut taken: HashMap<Address, Span> = HashMap::new();
    for (device, address) in guest.addresses("pci") {
        let Some(place) = Address::of(address) else { continue };
        if is_of_chipset(device) {
            continue;
        }
        if let Some((_, _, what)) = chipset.iter().find(|(slot, function, _)| place == Address::on_root(*slot, *function)) {
            let report = findings.report(address.span(), format!("{} is at {place}, where the machine has {what}", device.label()));
            report.help("write another `slot`, or leave the address out");
        } else if let Some(other) = taken.insert(place, address.span()) {
            let report = findings.report(address.span(), format!("{} is not the only device at {place}", device.label()));
            report.related(other, "this device is there, too").help("write another address, or leave it out");
        }
    }
}

/// Whether a device is itself a part of the chipset, for which libvirt has fixed addresses.
fn is_of_chipset(device: View) -> bool {
    let is_first = device.kind() == "controller" && device.number("@index").unwrap_or_default() == 0;
    is_first && (device.is_any("@type", &["ide", "sata"]) || (device.is("@type", "usb") && device.is_any("@model", &["piix3-uhci"])))
        || (is_first && device.is("@type", "usb") && !device.has("@model"))
}
