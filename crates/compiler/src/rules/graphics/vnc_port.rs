use super::{kind, listens_on_network};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vnc-port-below-5900",
    summary: "The VNC server of a QEMU guest has a port that QEMU cannot be told.",
    why: "QEMU counts displays from port 5900: libvirt refuses to start a guest with a lower one, and takes -1 only where it may choose \
          the port itself (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { a: { type: vnc, port: 80 } } }",
        "devices: { graphics: { a: { type: vnc, port: 0 } } }",
        "devices: { graphics: { a: { type: vnc, port: -1, autoport: false } } }",
    ],
    good: &["devices: { graphics: { a: { type: vnc, port: 5901 } } }", "devices: { graphics: { a: { type: vnc, port: -1 } } }"],
    check: Check::EachQemu("devices/graphics", check),
};

fn check(display: View, _guest: &Guest, findings: &mut Findings) {
    if kind(display) != "vnc" || display.has("@socket") || !listens_on_network(display) {
        return;
    }
    let Some(port) = display.at("@port") else { return };
    let is_chosen = display.is_on("@autoport") || (&*port.text == "-1" && !display.is_off("@autoport"));
    if !is_chosen && port.text.parse().is_ok_and(|number: i64| number < 5900) {
        let report = findings.report(port.span, format!("QEMU has no display on port {}", port.text));
        report.help("write 5900 or more, or `autoport: true`");
    }
}
