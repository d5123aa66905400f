use super::usb_place;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "usb-device-without-controller",
    summary: "A USB device is on a machine that libvirt gives no USB controller.",
    why: "libvirt adds a USB controller to PCs and PowerPC machines, and none to the machines of Arm, s390 and RISC-V, nor to `isapc` and \
          `microvm`. There it refuses USB devices until a controller is written: \"USB is disabled for this domain, but USB devices are \
          present\". A tablet is on USB where nothing else is said.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: aarch64, machine: virt }\ndevices: { input: { tablet: { type: tablet, bus: usb } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { input: { keyboard: { type: keyboard } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { disk: { stick: { file: /a.img, target: sda, bus: usb } } }",
    ],
    good: &["os: { arch: aarch64, machine: virt }\n\
         devices: { controller: { usb: { type: usb, model: qemu-xhci } }, input: { tablet: { type: tablet, bus: usb } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if guest.has_usb() != Some(false) || guest.devices("controller").any(|controller| controller.is("@type", "usb")) {
        return;
    }
    for device in guest.all_devices() {
        let Some(place) = usb_place(device).or_else(|| default_place(device, guest)) else { continue };
        let report = findings.report(device.place(place), format!("{} needs a USB controller, and there is none", device.label()));
        report.help("write `controller: { usb: { type: usb, model: qemu-xhci } }` among the devices");
    }
}

/// An input device without bus is on USB but for s390 and x86.
fn default_place(device: View, guest: &Guest) -> Option<&'static str> {
    let is_input = device.kind() == "input" && !device.has("@bus") && device.is_any("@type", &["tablet", "mouse", "keyboard"]);
    (is_input && !guest.is_s390() && !guest.is_x86()).then_some("@type")
}
