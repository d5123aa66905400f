use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "acpi-index-off-pci",
    summary: "A device that is not on PCI has an ACPI index, or one has the index 0.",
    why: "The index is of a PCI slot: by it the guest names what is plugged there. libvirt refuses it at devices with other addresses: \
          \"ACPI index is only supported for PCI devices\". Indices are counted from 1.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\n\
         devices: { input: { tablet: { type: tablet, bus: usb, acpi: { index: 1 }, address: { type: usb, bus: 0, port: 1 } } } }",
        "os: { arch: x86_64, machine: pc }\n\
         devices: { interface: { lan: { network: default, model: virtio, acpi: { index: 0 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\n\
         devices: { interface: { lan: { network: default, model: virtio, acpi: { index: 1 }, address: { type: pci, slot: 5 } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for device in guest.all_devices() {
        let known = device.known();
        if known.child("acpi").is_none() || known.child("address").is_none() {
            continue;
        }
        let Some(acpi) = device.find("acpi").filter(|acpi| acpi.has("@index")) else { continue };
        if acpi.number("@index") == Some(0) {
            findings.report(acpi.place("@index"), format!("the ACPI index of {} is 0", device.label())).help("write a number from 1");
            continue;
        }
        let Some(kind) = device.find("address").and_then(|address| address.at("@type")) else { continue };
        if guest.is_qemu() && &*kind.text != "pci" {
            let report = findings.report(acpi.place("@index"), format!("{} is not on PCI, and has no ACPI index", device.label()));
            report.related(kind.span, "its bus").help("leave `acpi` out").may_go();
        }
    }
}
