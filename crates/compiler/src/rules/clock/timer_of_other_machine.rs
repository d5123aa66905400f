use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "timer-of-other-machine",
    summary: "A timer belongs to machines of another kind.",
    why: "TSC, HPET and the clocks of KVM and Hyper-V are those of x86 guests; `armvtimer` is that of KVM guests on the machine \
          `virt` of Arm, and always there; QEMU has no `platform` timer. libvirt refuses them elsewhere (formatdomain, Time \
          keeping, `timer`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "clock: { offset: utc, timer: [{ name: platform }] }",
        r#"os: { arch: aarch64, machine: virt }
clock: { offset: utc, timer: [{ name: tsc, present: true }] }"#,
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
clock: { offset: utc, timer: [{ name: hpet, present: true }] }"#,
        r#"os: { arch: x86_64, machine: pc }
clock: { offset: utc, timer: [{ name: armvtimer, tickpolicy: delay }] }"#,
        r#"os: { arch: aarch64, machine: virt }
clock: { offset: utc, timer: [{ name: armvtimer, present: false }] }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: pc }
clock: { offset: utc, timer: [{ name: hpet, present: false }, { name: kvmclock, present: true }] }"#],
    check: Check::EachQemu("clock/timer", check),
};

fn check(timer: View, guest: &Guest, findings: &mut Findings) {
    let Some(name) = timer.at("@name") else { return };
    match &*name.text {
        "platform" => {
            findings.report(name.span, "QEMU has no timer `platform`").help("write `rtc`, `pit`, `hpet` or `tsc`");
        }
        "tsc" | "kvmclock" | "hypervclock" | "hpet" if timer.is_on("@present") && guest.is_not_x86() => {
            findings
                .report(name.span, format!("`{}` is a timer of x86 guests", name.text))
                .help("leave the timer out")
                .may_go_at(timer.span());
        }
        "armvtimer" => check_arm(timer, guest, findings),
        _ => {}
    }
}

fn check_arm(timer: View, guest: &Guest, findings: &mut Findings) {
    let place = timer.place("@name");
    let is_other = guest.arch().is_some() && !guest.is_arm() || guest.is_arm() && guest.machine().is_some() && !guest.is_virt();
    if is_other {
        findings.report(place, "`armvtimer` is a timer of the machine `virt` of Arm").help("leave the timer out").may_go_at(timer.span());
    } else if let Some(kind) = guest.domain().at("@type").filter(|kind| &*kind.text != "kvm") {
        let report = findings.report(place, "`armvtimer` is a timer of KVM guests").related(kind.span, "this guest is another");
        report.help("leave the timer out").may_go_at(timer.span());
    } else if timer.is_off("@present") {
        findings.report(timer.place("@present"), "`armvtimer` is always there").help("leave `present` out").needless();
    }
}
