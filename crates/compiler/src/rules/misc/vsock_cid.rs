use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "reserved-vsock-cid",
    summary: "A guest has a context ID that is reserved.",
    why: "0, 1 and 2 stand for the hypervisor, the machine itself and the host (domain_conf.c, domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { vsock: { model: virtio, cid: 2 } }", "devices: { vsock: { model: virtio, cid: 0 } }"],
    good: &["devices: { vsock: { model: virtio, cid: 3 } }"],
    check: Check::Each("devices/vsock", check),
};

fn check(vsock: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(cid @ 0..=2) = vsock.number("cid/@address") {
        let report = findings.report(vsock.place("cid/@address"), format!("the context ID {cid} is reserved"));
        report.help("write a number from 3, or `cid: { auto: true }`");
    }
}
