use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "filesystem-target-twice",
    summary: "Two directories are shared by virtiofs under one name.",
    why: "The target is the tag by which the guest mounts a share, and libvirt refuses a second one of virtiofs \
          (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { filesystem: { a: { mount: /a, target: share, driver: { type: virtiofs } }, b: { mount: /b, target: share, driver: { type: virtiofs } } } }",
    ],
    good: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { filesystem: { a: { mount: /a, target: a, driver: { type: virtiofs } }, b: { mount: /b, target: b, driver: { type: virtiofs } } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut seen = HashMap::new();
    for share in guest.devices("filesystem").filter(|share| share.is("driver/@type", "virtiofs")) {
        let Some(target) = share.at("target/@dir") else { continue };
        if let Some(first) = seen.insert(&*target.text, target.span) {
            let report = findings.report(target.span, format!("two directories are shared as `{}`", target.text));
            report.related(first, "first here").help("give each a name of its own");
        }
    }
}
