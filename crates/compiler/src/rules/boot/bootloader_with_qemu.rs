use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "bootloader-with-qemu",
    summary: "A guest of QEMU has a bootloader that runs on the host.",
    why: "A program of the host that picks the kernel, such as pygrub, belongs to Xen and bhyve: \"bootloader is not supported by QEMU\" \
          (formatdomain, Host bootloader).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["bootloader: /usr/bin/pygrub"],
    good: &["os: { kernel: /vmlinuz, initrd: /initrd.img }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    // An empty one is none.
    let written = ["bootloader", "bootloader_args"].iter().find_map(|path| guest.domain().at(path).filter(|text| !text.text.is_empty()));
    if let Some(bootloader) = written {
        let report = findings.report(bootloader.span, "QEMU has no bootloader on the host");
        report.help("leave it out, and write `os: { kernel: … }` to boot a kernel directly");
    }
}
