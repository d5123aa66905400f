use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "serial-of-another-machine",
    summary: "A serial port is of a kind that the machine does not have.",
    why: "`spapr-vio-serial` is on pseries machines, `sclp-serial` on s390x, the debug console on x86; `system-serial` is the port \
          of the machine `virt`: `pl011` on Arm, `16550a` on RISC-V and LoongArch (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: spapr-vio-serial } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: sclp-serial } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: system-serial } } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { serial: { a: { pty: {}, target: { type: isa-debug } } } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { serial: { a: { pty: {}, target: { type: system-serial, model: 16550a } } } }",
    ],
    good: &["os: { arch: aarch64, machine: virt }\ndevices: { serial: { a: { pty: {}, target: { type: system-serial, model: pl011 } } } }"],
    check: Check::EachQemu("devices/serial", check),
};

fn check(serial: View, guest: &Guest, findings: &mut Findings) {
    let Some(arch) = guest.arch() else { return };
    for path in ["target/@type", "target/model/@name"] {
        let Some(word) = serial.at(path) else { continue };
        let is_there = match &*word.text {
            "spapr-vio-serial" | "spapr-vty" => guest.is_pseries(),
            "sclp-serial" | "sclpconsole" | "sclplmconsole" => guest.is_s390(),
            "isa-debug" => guest.is_x86(),
            "system-serial" => guest.is_virt() || !(guest.is_x86() || guest.is_s390() || guest.is_ppc()),
            "pl011" => guest.is_arm() && guest.is_virt(),
            "16550a" => guest.is_virt() && (guest.is_riscv() || arch == "loongarch64"),
            _ => true,
        };
        if !is_there {
            let machine = guest.machine().unwrap_or(arch);
            let report = findings.report(word.span, format!("the machine `{machine}` ({arch}) has no serial port `{}`", word.text));
            report.help("leave `type` and `model` of the target out: libvirt takes the machine's own");
            return;
        }
    }
}
