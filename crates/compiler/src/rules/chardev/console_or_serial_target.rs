use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "console-or-serial-target",
    summary: "A serial port has the target of a console, or a console that of a serial port.",
    why: "libvirt knows the target types `isa-serial`, `usb-serial` and so on for serial ports, and `serial`, `virtio`, `sclp` \
          and so on for consoles (formatdomain, Consoles, serial, parallel and channel devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { serial: { a: { pty: {}, target: { type: virtio } } } }",
        "devices: { console: { a: { pty: {}, target: { type: isa-serial } } } }",
    ],
    good: &["devices: { console: { a: { pty: {}, target: { type: virtio } } } }"],
    check: Check::Guest(check),
};

const SERIAL: &[&str] = &["isa-serial", "usb-serial", "pci-serial", "spapr-vio-serial", "system-serial", "sclp-serial", "isa-debug"];
const CONSOLE: &[&str] = &["xen", "serial", "uml", "virtio", "lxc", "openvz", "sclp", "sclplm"];

fn check(guest: &Guest, findings: &mut Findings) {
    for (kind, targets) in [("serial", SERIAL), ("console", CONSOLE)] {
        for device in guest.devices(kind) {
            let Some(target) = device.at("target/@type").filter(|target| !targets.contains(&&*target.text)) else { continue };
            let report =
                findings.report(target.span, format!("{} has the target `{}`, which is none of a {kind}", device.label(), target.text));
            report.help(format!("write one of `{}`", targets.join("`, `")));
        }
    }
}
