use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "console-of-another-hypervisor",
    summary: "A console has a target that its hypervisor does not have.",
    why: "Consoles of QEMU guests are the first serial port or on virtio, those of s390x guests also on SCLP; the other \
          targets belong to Xen, User-mode Linux, LXC and OpenVZ (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { console: { a: { pty: {}, target: { type: xen } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { console: { a: { pty: {}, target: { type: sclp } } } }",
    ],
    good: &["devices: { console: { a: { pty: {}, target: { type: virtio } } } }"],
    check: Check::Each("devices/console", check),
};

fn check(console: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(console, "target/@type", guest) {
        foreign.report(findings, &format!("{} has the target", console.label())).help("write `serial` or `virtio`");
        return;
    }
    let Some(target) = console.at("target/@type").filter(|target| matches!(&*target.text, "sclp" | "sclplm")) else { return };
    if guest.is_qemu() && guest.arch().is_some() && !guest.is_s390() {
        let message = format!("{} has the target `{}`, which this guest does not have", console.label(), target.text);
        findings.report(target.span, message).help("write `serial` or `virtio`");
    }
}
