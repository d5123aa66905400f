use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hvf-emulator-of-linux",
    summary: "A guest of type `hvf` names an emulator where only Linux has one.",
    why: "HVF is the hypervisor of macOS, and macOS lets nobody put a program into `/usr/bin`: the QEMU there is one of Linux, \
          which cannot do it, and libvirt refuses the guest (driver of QEMU, `hvf`, since 8.1.0).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["type: hvf\nos: { arch: x86_64, machine: q35 }\ndevices: { emulator: /usr/bin/qemu-system-x86_64 }"],
    good: &["type: hvf\nos: { arch: x86_64, machine: q35 }\ndevices: { emulator: /opt/homebrew/bin/qemu-system-x86_64 }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let Some(kind) = domain.at("@type").filter(|kind| &*kind.text == "hvf") else { return };
    let Some(emulator) = domain.at("devices/emulator").filter(|emulator| emulator.text.starts_with("/usr/bin/")) else { return };
    let report = findings.report(kind.span, "the emulator of this guest is none of macOS, so it cannot do `hvf`");
    report.related(emulator.span, "only Linux has one here").help("write `type: kvm`, or the path of the Mac's emulator");
}
