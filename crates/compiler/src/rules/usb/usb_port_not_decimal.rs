use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "usb-port-not-decimal",
    summary: "A port of USB is written in hexadecimal.",
    why: "libvirt's schema takes hexadecimal ports, and libvirt itself decimal ones alone (domain_addr.c, domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35 }\ndevices:\n  controller: { usb: { type: usb, model: qemu-xhci, ports: 15 } }\n  \
         input: { mouse: { type: mouse, bus: usb, address: { type: usb, bus: 0, port: a } } }"],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices:\n  controller: { usb: { type: usb, model: qemu-xhci, ports: 15 } }\n  \
         input: { mouse: { type: mouse, bus: usb, address: { type: usb, bus: 0, port: 10 } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for (device, address) in guest.addresses("usb") {
        let port = address.at("@port").filter(|port| port.text.bytes().any(|byte| byte.is_ascii_alphabetic()));
        if let Some(port) = port {
            let report = findings.report(port.span, format!("the port of {} is written in hexadecimal", device.label()));
            report.help("write it in decimal");
        }
    }
}
