use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "environment-name",
    summary: "A variable of QEMU's environment has a name that begins with a digit.",
    why: "Names of variables begin with a letter or `_` (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["qemu:commandline: { env: [{ name: 1A, value: x }] }"],
    good: &["qemu:commandline: { env: [{ name: A1, value: x }] }"],
    check: Check::EachQemu("qemu:commandline/env", check),
};

fn check(variable: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(name) = variable.at("@name").filter(|name| name.text.starts_with(|c: char| c.is_ascii_digit())) {
        findings.report(name.span, format!("`{}` is no name of a variable", name.text)).help("begin it with a letter or `_`");
    }
}
