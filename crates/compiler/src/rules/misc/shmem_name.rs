use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shmem-name",
    summary: "Shared memory is called `.` or `..`.",
    why: "The name becomes that of a file, and libvirt refuses those that stand for folders (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { shmem: { a: { name: \"..\", model: ivshmem-plain, size: 4 MiB } } }"],
    good: &["devices: { shmem: { a: { name: shared, model: ivshmem-plain, size: 4 MiB } } }"],
    check: Check::Each("devices/shmem", check),
};

fn check(shmem: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(name) = shmem.at("@name").filter(|name| matches!(&*name.text, "." | "..")) {
        findings.report(name.span, format!("`{}` is no name of a file", name.text)).help("give it another name");
    }
}
