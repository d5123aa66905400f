use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "parallel-of-another-machine",
    summary: "A parallel port in an s390x guest or a pseries guest.",
    why: "These machines have no ISA bus, on which parallel ports are (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { parallel: { a: { pty: {} } } }",
        "os: { arch: ppc64, machine: pseries }\ndevices: { parallel: { a: { pty: {} } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { parallel: { a: { pty: {} } } }"],
    check: Check::EachQemu("devices/parallel", check),
};

fn check(parallel: View, guest: &Guest, findings: &mut Findings) {
    if guest.is_s390() || guest.is_pseries() {
        let machine = guest.machine().or_else(|| guest.arch()).unwrap_or("this");
        findings
            .report(parallel.span(), format!("the machine `{machine}` has no parallel ports"))
            .help("write `serial` or `channel` instead");
    }
}
