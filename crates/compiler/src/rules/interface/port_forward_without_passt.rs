use super::is_passt;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "port-forward-without-passt",
    summary: "An interface forwards ports, and passt does not carry its packets.",
    why: "libvirt hands `portForward` to passt; QEMU's own user-mode network has no such setting in libvirt (formatdomain, \
          Userspace connection using passt).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { a: { user: {}, model: virtio, portForward: [{ proto: tcp, range: [{ start: 443 }] }] } } }"],
    good: &[
        "devices: { interface: { a: { user: {}, model: virtio, backend: passt, portForward: [{ proto: tcp, range: [{ start: 443 }] }] } } }",
    ],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(forward) = card.find("portForward") else { return };
    if !is_passt(card) {
        let report = findings.report(forward.span(), format!("{} forwards ports, and its backend is not passt", card.label()));
        let report = match card.at("backend/@type") {
            Some(backend) => report.related(backend.span, "the backend"),
            None => report,
        };
        report.help("write `backend: passt`");
    }
}
