use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "spice-connection-without-spice",
    summary: "A device talks to SPICE clients, and the guest has no SPICE display.",
    why: "Connections of the types `spicevmc` and `spiceport` are made by the SPICE server, which is there with `graphics` of \
          type `spice` (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { channel: { a: { spicevmc: {}, target: { type: virtio } } } }",
        "devices: { serial: { a: { spiceport: org.qemu.console.serial.0 } }, graphics: { v: { type: vnc } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { channel: { a: { spicevmc: {}, target: { type: virtio } } }, graphics: { s: { type: spice } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut spoken = connections(guest).filter(|connection| matches!(kind(*connection), "spicevmc" | "spiceport")).peekable();
    if spoken.peek().is_none() || guest.devices("graphics").any(|graphics| graphics.is("@type", "spice")) {
        return;
    }
    for connection in spoken {
        let message = format!("{} is of type `{}`, and the guest has no SPICE display", connection.label(), kind(connection));
        findings.report(connection.place("@type"), message).help("write a device `graphics` with `type: spice`");
    }
}
