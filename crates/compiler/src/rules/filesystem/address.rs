use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "filesystem-address-of-another-bus",
    summary: "A share has an address that is neither PCI nor CCW.",
    why: "The device that carries a share to the guest is a virtio device, on PCI, CCW or virtio-mmio, and one of \
          MTP on USB (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { filesystem: { a: { mount: /a, target: a, address: { type: drive } } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { filesystem: { a: { mount: /a, target: a, address: \"0000:00:08.0\" } } }"],
    check: Check::EachQemu("devices/filesystem", check),
};

fn check(share: View, _guest: &Guest, findings: &mut Findings) {
    let Some(address) = share.at("address/@type") else { return };
    let is_mtp = share.is("driver/@type", "mtp");
    if !matches!(&*address.text, "pci" | "ccw" | "virtio-mmio" | "unassigned") && !is_mtp {
        let report = findings.report(address.span, format!("{} has an address of type `{}`", share.label(), address.text));
        report.help("leave the address out: libvirt chooses one").needless_at(share.find("address").map_or(address.span, View::span));
    }
}
