use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "container-without-console",
    summary: "A container has no console.",
    why: "libvirt runs a container's first process on a terminal, and refuses to start one that has none: the configuration \
          has to give it a console of type `pty` (drvlxc; lxc_process.c).",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["type: lxc\nos: { type: exe, init: /sbin/init }"],
    good: &["type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { console: [{ pty: {} }] }"],
    check: Check::Other(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    if domain.is("@type", "lxc") && guest.devices("console").next().is_none() {
        findings.report(domain.span(), "the container has no console").help("write `console: [{ pty: {} }]` among its devices");
    }
}
