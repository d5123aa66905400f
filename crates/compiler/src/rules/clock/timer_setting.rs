use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "timer-setting",
    summary: "A timer has a setting that is another timer's.",
    why: "A frequency and a mode are those of the TSC, a track that of the RTC and of platform timers; the clocks of KVM and \
          Hyper-V have no tick policy. libvirt refuses them elsewhere (formatdomain, Time keeping, `timer`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "clock: { offset: utc, timer: [{ name: kvmclock, tickpolicy: delay }] }",
        "clock: { offset: utc, timer: [{ name: rtc, frequency: 5 }] }",
        "clock: { offset: utc, timer: [{ name: rtc, mode: auto }] }",
        "clock: { offset: utc, timer: [{ name: hpet, track: guest }] }",
    ],
    good: &[
        "clock: { offset: utc, timer: [{ name: tsc, frequency: 2000000000, mode: native }, { name: rtc, track: guest, tickpolicy: catchup }] }",
    ],
    check: Check::Each("clock/timer", check),
};

fn check(timer: View, _guest: &Guest, findings: &mut Findings) {
    let Some(name) = timer.at("@name") else { return };
    let (is_tsc, has_track) = (&*name.text == "tsc", matches!(&*name.text, "platform" | "rtc"));
    let has_ticks = !matches!(&*name.text, "kvmclock" | "hypervclock");
    for (path, is_known) in [("@tickpolicy", has_ticks), ("@frequency", is_tsc), ("@mode", is_tsc), ("@track", has_track)] {
        let Some(setting) = timer.at(path).filter(|_| !is_known) else { continue };
        // A frequency of 0 is none.
        if path == "@frequency" && &*setting.text == "0" {
            continue;
        }
        let message = format!("the timer `{}` has no `{}`", name.text, &path[1..]);
        findings.report(setting.span, message).related(name.span, "this timer").help("leave it out").may_go();
    }
}
