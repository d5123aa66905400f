use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "firmware-of-other-architecture",
    summary: "libvirt is to choose firmware of a kind that nobody makes for the architecture.",
    why: "There is a BIOS for x86 alone, and UEFI for x86, Arm, RISC-V and LoongArch. For others libvirt finds no firmware among those of \
          the host: \"Unable to find firmware that is compatible with the current configuration\" (formatdomain, BIOS bootloader).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: s390x, machine: s390-ccw-virtio, firmware: efi }", "os: { arch: aarch64, machine: virt, firmware: bios }"],
    good: &["os: { arch: aarch64, machine: virt, firmware: efi }"],
    check: Check::Qemu(check),
};

const UEFI: &[&str] = &["x86_64", "i686", "aarch64", "armv7l", "riscv64", "loongarch64"];

fn check(guest: &Guest, findings: &mut Findings) {
    let (Some(firmware), Some(arch)) = (guest.domain().at("os/@firmware"), guest.arch()) else { return };
    let is_made = match &*firmware.text {
        "efi" => UEFI.contains(&arch),
        "bios" => guest.is_x86(),
        _ => return,
    };
    if !is_made {
        let report = findings.report(firmware.span, format!("there is no firmware of the kind `{}` for {arch}", firmware.text));
        report.help("leave it out: the machine boots by what it has").may_go();
    }
}
