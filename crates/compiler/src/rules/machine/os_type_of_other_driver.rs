use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "os-type-of-other-driver",
    summary: "A guest of QEMU is not of the kind `hvm`.",
    why: "QEMU runs fully virtualized guests; `xen`, `linux`, `xenpvh` and `exe` are kinds of guests of Xen and of containers. \
          libvirt refuses them: \"Emulator does not support os type\" (formatdomain, Operating system booting).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { type: { value: xen, arch: x86_64 } }"],
    good: &["os: { type: { value: hvm, arch: x86_64 } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(kind) = guest.domain().at("os/type").filter(|kind| &*kind.text != "hvm") else { return };
    let report = findings.report(kind.span, format!("QEMU does not run guests of the kind `{}`", kind.text));
    report.help("write `hvm`");
}
