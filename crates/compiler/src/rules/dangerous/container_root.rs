use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "container-root-is-root",
    summary: "Root in a container is root of the host.",
    why: "Without `idmap` there is no user namespace, and libvirt itself does not call such a container safe: root in there can get out (drvlxc, Security considerations).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[r#"type: lxc
os: { type: exe, init: /bin/sh }"#],
    good: &[r#"type: lxc
os: { type: exe, init: /bin/sh }
idmap: { uid: { start: 0, target: 100000, count: 65536 }, gid: { start: 0, target: 100000, count: 65536 } }
devices: { console: [{ pty: {} }] }"#],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    if domain.is("@type", "lxc") && !domain.has("idmap") {
        let report = findings.report(domain.place("name"), "root in this container is root of the host");
        report.help("write `idmap` with `uid` and `gid`, each from `start: 0` to a range that is the container's own");
    }
}
