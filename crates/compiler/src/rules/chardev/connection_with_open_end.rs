use super::{connections, is_server, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "connection-with-open-end",
    summary: "A connection does not say where it leads, which libvirt refuses when it defines the guest.",
    why: "UDP needs a `service` to send to; a random number generator, a smartcard and a redirected USB device on a UNIX \
          socket need its `path`; a client that reconnects needs a `timeout` (domain_validate.c, domain_conf.c). Some drivers \
          keep such guests, so this is a warning.",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { serial: { a: { udp: { mode: connect, host: 127.0.0.1 } } } }",
        "devices: { rng: { a: { model: virtio, backend: { model: egd, type: unix, source: { mode: connect } } } } }",
        "devices: { serial: { a: { tcp: { host: 127.0.0.1, service: 4555, reconnect: { enabled: true } } } } }",
    ],
    good: &["devices: { serial: { a: { udp: { mode: connect, host: 127.0.0.1, service: 4555 } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest) {
        match kind(connection) {
            "udp" if !connection.all("source").any(|source| !is_server(source) && source.has("@service")) => {
                let span = connection.find("source").map_or_else(|| connection.place("@type"), View::span);
                let report = findings.report(span, format!("{} sends by UDP, and does not say to which `service`", connection.label()));
                report.help("write a source with `mode: connect`, a `host` and a `service`");
            }
            "unix" if is_elsewhere(connection) && !connection.has("source/@path") => {
                let span = connection.find("source").map_or_else(|| connection.place("@type"), View::span);
                let report = findings.report(span, format!("{} is on a UNIX socket, and has no `path`", connection.label()));
                report.help("write `path` in its source");
            }
            "tcp" | "unix" => timeout(connection, findings),
            _ => {}
        }
    }
}

/// Whether it is none of the ports and channels that another rule is about.
fn is_elsewhere(connection: View) -> bool {
    matches!(connection.kind(), "backend" | "smartcard" | "redirdev")
}

fn timeout(connection: View, findings: &mut Findings) {
    let Some(reconnect) = connection.find("source/reconnect") else { return };
    if reconnect.is("@enabled", "yes") && !reconnect.has("@timeout") {
        let report =
            findings.report(reconnect.span(), format!("{} connects again, and does not say after how many seconds", connection.label()));
        report.help("write for instance `timeout: 10`");
    }
}
