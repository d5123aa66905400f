use super::usb_place;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "usb-switched-off",
    summary: "USB is switched off, and there are USB controllers or devices.",
    why: "A USB controller of the model `none` keeps USB away from the guest. libvirt refuses other USB controllers beside it, and \
          devices that need USB: tablets, hubs, assigned and redirected devices, smartcards (formatdomain, Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { off: { type: usb, model: none }, usb: { type: usb, model: qemu-xhci } } }",
        "os: { arch: x86_64, machine: pc }\n\
         devices: { controller: { off: { type: usb, model: none } }, input: { tablet: { type: tablet, bus: usb } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { off: { type: usb, model: none } }, redirdev: { a: { bus: usb, type: pty } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { off: { type: usb, model: none } }, input: { mouse: { type: mouse, bus: ps2 } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let is_usb_off = |controller: &View| controller.is("@type", "usb") && controller.is("@model", "none");
    let Some(off) = guest.devices("controller").find(is_usb_off) else { return };
    for controller in guest.devices("controller").filter(|controller| controller.is("@type", "usb")) {
        if !controller.is_same(off) {
            let report = findings.report(controller.place("@type"), "there is a USB controller, and USB is switched off");
            report.related(off.place("@model"), "switched off here").help("leave one of them out");
        }
    }
    let is_qemu = guest.is_qemu();
    // Of other devices, their drivers know.
    let is_known = |device: &View| is_qemu || matches!(device.kind(), "input" | "hostdev" | "hub" | "redirdev");
    for (device, place) in guest.all_devices().filter(is_known).filter_map(|device| Some((device, usb_place(device)?))) {
        let report = findings.report(device.place(place), format!("{} needs USB, which is switched off", device.label()));
        report.related(off.place("@model"), "switched off here").help("leave one of them out");
    }
}
