use crate::rules::{Check, Claims, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-listener",
    summary: "Two guests of one host listen on the same socket.",
    why: "The second one does not start, or takes the socket's file away from the first (formatdomain, Consoles, serial, parallel and channel devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { serial: { log: { tcp: { mode: bind, host: 127.0.0.1, service: 4555 } } } } }
  b: { memory: 1 GiB, devices: { serial: { log: { tcp: { mode: bind, host: 127.0.0.1, service: 4555 } } } } }
"#,
        r#"domains:
  a: { memory: 1 GiB, devices: { serial: { log: { unix: { mode: bind, path: /run/a.sock } } } } }
  b: { memory: 1 GiB, devices: { serial: { log: { unix: { mode: bind, path: /run/a.sock } } } } }
"#,
    ],
    good: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { serial: { log: { tcp: { mode: bind, host: 127.0.0.1, service: 4555 } } } } }
  b: { memory: 1 GiB, devices: { serial: { log: { tcp: { mode: bind, host: 127.0.0.1, service: 4556 } } } } }
"#,
        r#"domains:
  a: { memory: 1 GiB, devices: { serial: { log: { tcp: { mode: connect, host: 10.0.0.1, service: 4555 } } } } }
  b: { memory: 1 GiB, devices: { serial: { log: { tcp: { mode: connect, host: 10.0.0.1, service: 4555 } } } } }
"#,
    ],
    check: Check::Across(claims, message),
};

fn claims(guest: &Guest, claims: &mut Claims) {
    for kind in ["serial", "parallel", "console", "channel"] {
        for device in guest.devices(kind) {
            for source in device.all("source").filter(|source| source.is("@mode", "bind")) {
                match device.text("@type") {
                    "tcp" => {
                        if let Some(service) = source.at("@service") {
                            claims.alone((source.text("@host"), &*service.text), service.span);
                        }
                    }
                    "unix" => {
                        if let Some(path) = source.at("@path") {
                            claims.alone(&*path.text, path.span);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

fn message(first: &str, other: &str) -> String {
    format!("`{first}` and `{other}` listen on the same socket")
}
