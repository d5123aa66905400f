use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "empty-init-argument",
    summary: "An argument or a variable of a container's init is empty.",
    why: "libvirt refuses an `initarg` or `initenv` without text (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: lxc\nos: { type: exe, init: /sbin/init, initarg: [\"\"] }",
        "type: lxc\nos: { type: exe, init: /sbin/init, initenv: [{ name: TERM, value: \"\" }] }",
    ],
    good: &["type: lxc\nos: { type: exe, init: /sbin/init, initarg: [--unit=emergency.service] }"],
    check: Check::Each("os", check),
};

fn check(os: View, _guest: &Guest, findings: &mut Findings) {
    if !os.is("type", "exe") {
        return;
    }
    for word in os.all("initarg").chain(os.all("initenv")).filter(|word| word.text("").is_empty()) {
        let what = if word.kind() == "initarg" { "argument" } else { "variable" };
        findings.report(word.place(""), format!("this {what} is empty")).help("leave it out");
    }
}
