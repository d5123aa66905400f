use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "panic-device-of-another-machine",
    summary: "A panic device is of a model that the machine does not have.",
    why: "`isa` and `hyperv` are for x86, `pseries` and `s390` for the machines of these names; those of RISC-V and LoongArch have none \
          of their own, and their guests have to name one (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: pseries } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { panic: { a: hyperv } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: s390 } }",
        "os: { arch: riscv64, machine: virt }\ndevices: { panic: { a: {} } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { panic: { a: hyperv } }"],
    check: Check::EachQemu("devices/panic", check),
};

fn check(device: View, guest: &Guest, findings: &mut Findings) {
    let Some(arch) = guest.arch() else { return };
    let Some(model) = device.at("@model") else {
        if guest.is_riscv() || arch == "loongarch64" {
            findings.report(device.span(), format!("{arch} guests have no panic device of their own")).help("write `model: pvpanic`");
        }
        return;
    };
    let is_there = match &*model.text {
        "isa" | "hyperv" => guest.is_x86(),
        "pseries" => guest.is_pseries(),
        "s390" => guest.is_s390(),
        _ => true,
    };
    if !is_there {
        let machine = guest.machine().unwrap_or(arch);
        let report = findings.report(model.span, format!("the machine `{machine}` has no panic device `{}`", model.text));
        report.help("leave `model` out: libvirt takes the machine's own");
    }
}
