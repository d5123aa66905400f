use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "filesystem-source-incomplete",
    summary: "A share does not say what of the host is shared.",
    why: "What the source holds depends on the type: a directory, a file, a device or a template; a server of your own has a socket \
          instead (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { filesystem: { a: { type: mount, source: {}, target: a } } }",
        "devices: { filesystem: { a: { type: mount, source: { file: /a.img }, target: a } } }",
    ],
    good: &["devices: { filesystem: { a: { mount: /a, target: a } } }"],
    check: Check::Each("devices/filesystem", check),
};

/// What the types share.
const SOURCES: &[(&str, &str)] = &[("mount", "dir"), ("bind", "dir"), ("file", "file"), ("block", "dev"), ("template", "name")];

fn check(share: View, _guest: &Guest, findings: &mut Findings) {
    let kind = share.at("@type").map_or("mount", |kind| &kind.text);
    let (Some(source), Some((_, name))) = (share.find("source"), SOURCES.iter().find(|(name, _)| *name == kind)) else { return };
    if !source.has(&format!("@{name}")) && !source.has("@socket") {
        let report = findings.report(source.span(), format!("{} is of type `{kind}`, and its source has no `{name}`", share.label()));
        report.help(format!("write `{name}` in its source"));
    }
}
