use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "connection-mode-unknown",
    summary: "A connection neither listens nor connects.",
    why: "The end of a TCP, UDP or UNIX socket is `bind`, which listens, or `connect`, which it is where nothing is written \
          (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { serial: { a: { tcp: { mode: listen, host: 127.0.0.1, service: 4555 } } } }"],
    good: &["devices: { serial: { a: { tcp: { mode: bind, host: 127.0.0.1, service: 4555 } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest).filter(|connection| matches!(kind(*connection), "tcp" | "udp" | "unix")) {
        for source in connection.all("source") {
            let Some(mode) = source.at("@mode").filter(|mode| !matches!(&*mode.text, "bind" | "connect")) else { continue };
            let report = findings.report(mode.span, format!("{} has the mode `{}`", connection.label(), mode.text));
            report.help("write `bind` to listen on the host, or `connect`");
        }
    }
}
