use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "forwarded-port-zero",
    summary: "An interface forwards port 0.",
    why: "Ports are counted from 1, and libvirt refuses a range that begins, ends or leads to 0; to forward all ports, leave \
          `range` out (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { user: {}, model: virtio, backend: passt, portForward: [{ proto: tcp, range: [{ start: 0 }] }] } } }",
    ],
    good: &[
        "devices: { interface: { a: { user: {}, model: virtio, backend: passt, portForward: [{ proto: tcp, range: [{ start: 1 }] }] } } }",
    ],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    for range in card.all("portForward").flat_map(|forward| forward.all("range")) {
        for port in ["@start", "@end", "@to"].iter().filter_map(|path| range.at(path)) {
            // `-1` is what the schema takes, and libvirt does not.
            if port.text.parse::<i64>().is_ok_and(|number| number < 1) {
                findings.report(port.span, format!("{} forwards port {}", card.label(), port.text)).help("write a port from 1");
            }
        }
    }
}
