use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "usb-companion-without-master",
    summary: "The parts of a USB 2 controller for slow devices have no master.",
    why: "The UHCI parts of the ICH9 chip serve the ports of its EHCI part, which is their master. libvirt refuses a guest with \
          companions alone: \"No master USB controller specified\" (formatdomain, Controllers, `master`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { a: { type: usb, index: 0, model: ich9-uhci1, master: { startport: 0 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices:\n  controller:\n    usb: { type: usb, index: 0, model: ich9-ehci1 }\n    \
         a: { type: usb, index: 0, model: ich9-uhci1, master: { startport: 0 } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let is_usb = |controller: &View| controller.is("@type", "usb");
    let is_companion = |controller: View| controller.has("master") || controller.text("@model").starts_with("ich9-uhci");
    let mut controllers = guest.devices("controller").filter(is_usb);
    let Some(first) = controllers.next() else { return };
    if is_companion(first) && controllers.all(is_companion) {
        let report = findings.report(first.place("@model"), "there is no master for this part of a USB controller");
        report.help("write a controller of the model `ich9-ehci1` with the same `index` before it");
    }
}
