use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "coredump-without-panic-device",
    summary: "A crash is to leave a dump, and the guest cannot tell of one.",
    why: "libvirt learns of a crash from a panic device. An x86 or Arm guest without one simply stops or reboots, and nothing is dumped (formatdomain, Panic device).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
on_crash: coredump-restart"#],
    good: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
on_crash: coredump-restart
devices: { panic: { isa: isa } }"#],
    check: Check::EachQemu("on_crash", check),
};

fn check(action: View, guest: &Guest, findings: &mut Findings) {
    let is_dumped = action.text("").starts_with("coredump-");
    if is_dumped && (guest.is_x86() || guest.is_arm()) && guest.devices("panic").next().is_none() {
        let model = if guest.is_x86() { "isa" } else { "pvpanic" };
        let report = findings.report(action.span(), "the guest has no panic device, so its crashes are not seen");
        report.help(format!("write under `devices`: `panic: {{ main: {model} }}`"));
    }
}
