use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "console-of-another-hypervisor",
    summary: "A console of a QEMU guest has a target that QEMU does not have.",
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
    check: Check::EachQemu("devices/console", check),
};

fn check(console: View, guest: &Guest, findings: &mut Findings) {
    let Some(target) = console.at("target/@type") else { return };
    let is_wrong = match &*target.text {
        "xen" | "uml" | "lxc" | "openvz" => true,
        "sclp" | "sclplm" => guest.arch().is_some() && !guest.is_s390(),
        _ => false,
    };
    if is_wrong {
        let report =
            findings.report(target.span, format!("{} has the target `{}`, which this guest does not have", console.label(), target.text));
        report.help("write `serial` or `virtio`");
    }
}
