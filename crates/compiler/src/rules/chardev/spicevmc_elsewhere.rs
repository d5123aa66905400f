use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "spicevmc-elsewhere",
    summary: "Something else than a virtio channel talks to the SPICE agent.",
    why: "The SPICE agent in the guest listens on a virtio port: `spicevmc` is a type of virtio channels, of redirected USB \
          devices and of smartcards (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { spicevmc: {} } }, graphics: { s: { type: spice } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { channel: { a: { spicevmc: {}, target: { type: guestfwd, address: 10.0.2.1, port: 1 } } }, graphics: { s: { type: spice } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { channel: { a: { spicevmc: {}, target: { type: virtio } } }, graphics: { s: { type: spice } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest).filter(|connection| kind(*connection) == "spicevmc") {
        let is_elsewhere = match connection.kind() {
            "channel" => !connection.is("target/@type", "virtio"),
            "serial" | "console" => !connection.has("target/@type"),
            "parallel" => true,
            _ => false,
        };
        if is_elsewhere {
            let report =
                findings.report(connection.place("@type"), format!("{} is of type `spicevmc` and no virtio channel", connection.label()));
            report.help("write a `channel` with `target: { type: virtio }`");
        }
    }
}
