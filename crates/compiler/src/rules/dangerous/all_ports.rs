use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "every-port-of-the-host",
    summary: "Every free port of the host leads to the guest.",
    why: "Without a range passt forwards all ports, so that the guest answers for the host wherever the host itself does not listen yet (formatdomain, Userspace connection using passt, `portForward`).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["devices: { interface: { lan: { type: user, backend: passt, model: virtio, portForward: { proto: tcp } } } }"],
    good: &[
        "devices: { interface: { lan: { type: user, backend: passt, model: virtio, portForward: { proto: tcp, range: { start: 2222, to: 22 } } } } }",
    ],
    check: Check::EachQemu("devices/interface/portForward", check),
};

fn check(forward: View, _guest: &Guest, findings: &mut Findings) {
    if !forward.all("range").any(|range| !range.is("@exclude", "yes")) {
        let report = findings.report(forward.span(), "every free port of the host leads to the guest");
        report.help("write the ports that are meant: `range: { start: 8080, end: 8089 }`");
    }
}
