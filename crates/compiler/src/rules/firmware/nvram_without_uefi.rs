use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nvram-without-uefi",
    summary: "Firmware that is no UEFI is to keep variables.",
    why: "Variables in NVRAM are UEFI's. libvirt refuses `nvram` with `firmware: bios`, and `stateless: false` with BIOS or a loader \
          that is no flash (formatdomain, BIOS bootloader, `nvram`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35, firmware: bios, nvram: /vars.fd }",
        "os: { arch: x86_64, machine: q35, loader: { value: /bios.bin, type: rom, stateless: false } }",
        "os: { arch: x86_64, machine: q35, firmware: bios, loader: { stateless: false } }",
    ],
    good: &["os: { arch: x86_64, machine: q35, loader: { value: /bios.bin, type: rom, stateless: true } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(os) = guest.domain().find("os") else { return };
    let is_bios = os.is("@firmware", "bios");
    if is_bios && let Some(nvram) = os.find("nvram") {
        let report = findings.report(nvram.span(), "a BIOS has no variables to keep");
        report.related(os.place("@firmware"), "the firmware").help("leave `nvram` out, or write `firmware: efi`");
    }
    let keeps = os.at("loader/@stateless").filter(|stateless| matches!(&*stateless.text, "no" | "off"));
    let has_path = !os.text("loader").is_empty();
    let is_rom = !os.has("@firmware") && has_path && !os.is("loader/@type", "pflash");
    if let Some(keeps) = keeps.filter(|_| is_bios || is_rom) {
        let what = if is_bios { "a BIOS" } else { "firmware in a ROM" };
        findings.report(keeps.span, format!("{what} keeps no state")).help("leave `stateless` out").may_go();
    }
}
