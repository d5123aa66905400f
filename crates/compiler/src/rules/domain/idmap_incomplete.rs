use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "idmap-incomplete",
    summary: "The user namespace of a container maps users alone, groups alone, or not root.",
    why: "Both users and groups are mapped, each from number 0 on; libvirt refuses another map (formatdomain, Container boot).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"type: lxc
os: { type: { value: exe }, init: /sbin/init }
idmap: { uid: [{ start: 0, target: 1000, count: 10 }] }"#,
        r#"type: lxc
os: { type: { value: exe }, init: /sbin/init }
idmap: { uid: [{ start: 1, target: 1000, count: 10 }], gid: [{ start: 0, target: 1000, count: 10 }] }"#,
    ],
    good: &[r#"type: lxc
os: { type: { value: exe }, init: /sbin/init }
idmap: { uid: [{ start: 0, target: 1000, count: 10 }], gid: [{ start: 0, target: 1000, count: 10 }] }
devices: { console: [{ pty: {} }] }"#],
    check: Check::Each("idmap", check),
};

fn check(idmap: View, _guest: &Guest, findings: &mut Findings) {
    for (mapped, other) in [("uid", "gid"), ("gid", "uid")] {
        let Some(first) = idmap.find(mapped) else { continue };
        if !idmap.has(other) {
            findings.report(first.span(), format!("`{mapped}` is mapped, and `{other}` is not")).help(format!("map `{other}`, too"));
        }
        if idmap.all(mapped).all(|map| map.number("@start").is_some_and(|start| start > 0)) {
            findings
                .report(first.place("@start"), "root of the container is not mapped")
                .help("write `start: 0`")
                .offer(first.place("@start"), "0");
        }
    }
}
