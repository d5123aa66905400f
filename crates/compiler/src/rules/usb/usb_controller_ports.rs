use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "usb-controller-ports",
    summary: "The number of ports of a USB controller is one that it cannot have.",
    why: "Only the controllers of USB 3, `qemu-xhci` and `nec-xhci`, can be given a number of ports, and they have at most 15 \
          (formatdomain, Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { controller: { usb: { type: usb, model: qemu-xhci, ports: 16 } } }"],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { controller: { usb: { type: usb, model: qemu-xhci, ports: 15 } } }"],
    check: Check::EachQemu("devices/controller", check),
};

fn check(controller: View, _guest: &Guest, findings: &mut Findings) {
    let Some(ports) = controller.at("@ports").filter(|_| controller.is("@type", "usb")) else { return };
    let Some(model) = controller.at("@model") else { return };
    if !matches!(&*model.text, "qemu-xhci" | "nec-xhci") {
        let report = findings.report(ports.span, format!("the ports of a `{}` are fixed", model.text));
        report.help("leave `ports` out, or write `model: qemu-xhci`");
    } else if controller.number("@ports").is_some_and(|ports| ports > 15) {
        findings.report(ports.span, format!("a `{}` has at most 15 ports", model.text)).help("write 15 or less, or add hubs");
    }
}
