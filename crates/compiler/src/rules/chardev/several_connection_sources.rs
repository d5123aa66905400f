use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "several-connection-sources",
    summary: "A connection has several sources.",
    why: "Only UDP has two of them, one to listen on and one to send to (domain_conf.c). Some drivers keep such guests, so \
          this is a warning.",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { serial: { a: { tcp: [{ mode: bind, host: 127.0.0.1, service: 1 }, { mode: bind, host: 127.0.0.1, service: 2 }] } } }",
        "devices: { serial: { a: { udp: [{ mode: bind, host: a, service: 1 }, { mode: connect, host: a, service: 2 }, { mode: bind, host: a, service: 3 }] } } }",
    ],
    good: &["devices: { serial: { a: { udp: [{ mode: bind, host: a, service: 1 }, { mode: connect, host: a, service: 2 }] } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest) {
        let kind = kind(connection);
        let room = if kind == "udp" { 2 } else { 1 };
        if let Some(more) = connection.all("source").nth(room).filter(|_| !kind.is_empty()) {
            let report =
                findings.report(more.span(), format!("{} is of type `{kind}`, and has more than {room} `source`", connection.label()));
            report.help("leave it out");
        }
    }
}
