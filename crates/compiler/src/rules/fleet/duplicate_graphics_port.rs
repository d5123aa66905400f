use crate::rules::{Check, Claims, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-graphics-port",
    summary: "Two guests of one host want the same fixed port for their screens.",
    why: "The second one does not start: its port is taken (formatdomain, Graphical framebuffers, `port`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"domains:
  a: { memory: 1 GiB, devices: { graphics: { screen: { type: vnc, port: 5901 } } } }
  b: { memory: 1 GiB, devices: { graphics: { screen: { type: spice, port: 5901, autoport: false } } } }
"#],
    good: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { graphics: { screen: { type: vnc, port: 5901 } } } }
  b: { memory: 1 GiB, devices: { graphics: { screen: { type: vnc, port: 5902 } } } }
"#,
        r#"domains:
  a: { memory: 1 GiB, devices: { graphics: { screen: { type: vnc, port: -1 } } } }
  b: { memory: 1 GiB, devices: { graphics: { screen: { type: vnc, autoport: true } } } }
"#,
    ],
    check: Check::Across(claims, message),
};

fn claims(guest: &Guest, claims: &mut Claims) {
    for graphics in guest.devices("graphics").filter(|graphics| !graphics.is_on("@autoport")) {
        for port in ["@port", "@tlsPort", "@websocket"] {
            // -1 and 0 leave the choice to libvirt.
            let fixed = graphics.at(port).filter(|port| !port.text.starts_with('-') && &*port.text != "0");
            if let Some(port) = fixed {
                claims.alone(&*port.text, port.span);
            }
        }
    }
}

fn message(first: &str, other: &str) -> String {
    format!("`{first}` and `{other}` have the same port for their screens")
}
