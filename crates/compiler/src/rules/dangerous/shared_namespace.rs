use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shared-namespace",
    summary: "A container joins the namespaces of something else.",
    why: "In the network, IPC or host name of another container or process it sees and changes what is theirs; by the number of a process it can be the host's own (drvlxc, Inherit namespaces).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[r#"type: lxc
os: { type: exe, init: /bin/sh }
lxc:namespace: { sharenet: { type: pid, value: 1 } }"#],
    good: &[r#"type: lxc
os: { type: exe, init: /bin/sh }
devices: { console: [{ pty: {} }] }"#],
    check: Check::Each("lxc:namespace", check),
};

fn check(namespaces: View, _guest: &Guest, findings: &mut Findings) {
    for shared in namespaces.contents() {
        findings.report(shared.span(), format!("the container joins a namespace of something else: `{}`", shared.kind()));
    }
}
