use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "os-type-of-other-driver",
    summary: "A guest is of a kind that its hypervisor does not run.",
    why: "QEMU, bhyve, VMware, VirtualBox and Hyper-V run fully virtualized guests, `hvm`; `xen`, `linux` and `xenpvh` are kinds of guests of Xen, \
          and `exe` is a container. libvirt refuses them: \"Emulator does not support os type\" (formatdomain, Operating system booting).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { type: { value: xen, arch: x86_64 } }",
        "type: lxc\nos: { type: { value: hvm, arch: x86_64 } }",
        "type: xen\nos: { type: exe, init: /sbin/init }",
    ],
    good: &["os: { type: { value: hvm, arch: x86_64 } }", "type: xen\nos: { type: xen, kernel: /vmlinuz }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    if let Some(foreign) = Foreign::find(guest.domain(), "os/type", guest) {
        let message = format!("{} does not run guests of the kind `{}`", driver.name, foreign.value.text);
        findings.report(foreign.value.span, message).help(format!("write {}", foreign.choice()));
    }
}
