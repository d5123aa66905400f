use super::{kind, listens_on_network};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "spice-mode-without-port",
    summary: "SPICE channels are to be encrypted, or not to be, and the display has no such port.",
    why: "Encrypted channels go through `tlsPort`, the others through `port`; a socket has no encryption. With `autoport` libvirt finds \
          the ports that are wanted. It refuses to start a guest with a mode that none of its ports serves (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { a: { type: spice, port: 5900, defaultMode: secure } } }",
        "devices: { graphics: { a: { type: spice, port: 5900, channel: [{ name: main, mode: secure }] } } }",
        "devices: { graphics: { a: { type: spice, listen: [{ type: socket, socket: /run/a.sock }], channel: [{ name: main, mode: secure }] } } }",
    ],
    good: &[
        "devices: { graphics: { a: { type: spice, autoport: true, channel: [{ name: main, mode: insecure }] } } }",
        "devices: { graphics: { a: { type: spice, port: 5900, channel: [{ name: main, mode: insecure }] } } }",
    ],
    check: Check::EachQemu("devices/graphics", check),
};

fn check(display: View, _guest: &Guest, findings: &mut Findings) {
    if kind(display) != "spice" {
        return;
    }
    let modes = display.all("channel").filter_map(|channel| channel.at("@mode")).chain(display.at("@defaultMode"));
    for mode in modes {
        match &*mode.text {
            "secure" if lacks(display, "@tlsPort", "@port") => {
                let report = findings.report(mode.span, "the display has no port for encrypted channels");
                report.help("write `tlsPort`, or `autoport: true`, or another mode");
            }
            "insecure" if listens_on_network(display) && lacks(display, "@port", "@tlsPort") => {
                let report = findings.report(mode.span, "the display has only a port for encrypted channels");
                report.help("write `port`, or `autoport: true`, or another mode");
            }
            _ => {}
        }
    }
}

/// Whether the port at `path` is neither written nor chosen by libvirt: it is not where the other one alone is written.
fn lacks(display: View, path: &str, other: &str) -> bool {
    if !listens_on_network(display) {
        return true;
    }
    let is_written = display.at(path).is_some_and(|port| &*port.text != "0");
    !is_written && !display.is_on("@autoport") && display.number(other).is_some_and(|port| port > 0)
}
