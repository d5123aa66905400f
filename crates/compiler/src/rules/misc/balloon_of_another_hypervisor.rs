use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "balloon-of-another-hypervisor",
    summary: "The balloon is one of another hypervisor.",
    why: "QEMU has virtio balloons (qemu_validate.c); Xen's guests have Xen's, and cannot be without (libxl_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { memballoon: xen }", "type: xen\nos: { arch: x86_64 }\ndevices: { memballoon: none }"],
    good: &["devices: { memballoon: virtio }", "type: xen\nos: { arch: x86_64 }\ndevices: { memballoon: xen }"],
    check: Check::Each("devices/memballoon", check),
};

fn check(balloon: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(balloon, "@model", guest) {
        let (span, own) = (foreign.value.span, if guest.is_qemu() { "virtio" } else { "xen" });
        foreign.report(findings, "the balloon is of model").help(format!("write `{own}`")).fix(span, own);
    }
}
