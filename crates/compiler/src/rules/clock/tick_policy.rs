use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tick-policy",
    summary: "A timer deals with missed ticks in a way that QEMU does not know.",
    why: "QEMU's RTC delays ticks or catches up, its PIT also discards them; Arm's timer delays or discards. libvirt's QEMU \
          driver refuses other policies, and the track `boot` (formatdomain, Time keeping, `timer`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "clock: { offset: utc, timer: [{ name: rtc, tickpolicy: merge }] }",
        "clock: { offset: utc, timer: [{ name: pit, tickpolicy: merge }] }",
        "clock: { offset: utc, timer: [{ name: rtc, track: boot }] }",
        r#"os: { arch: aarch64, machine: virt }
clock: { offset: utc, timer: [{ name: armvtimer, tickpolicy: catchup }] }"#,
    ],
    good: &["clock: { offset: utc, timer: [{ name: rtc, tickpolicy: catchup, track: guest }, { name: pit, tickpolicy: discard }] }"],
    check: Check::EachQemu("clock/timer", check),
};

/// What QEMU's timers do.
const POLICIES: &[(&str, &[&str])] =
    &[("rtc", &["delay", "catchup"]), ("pit", &["delay", "catchup", "discard"]), ("armvtimer", &["delay", "discard"])];

fn check(timer: View, _guest: &Guest, findings: &mut Findings) {
    let name = timer.text("@name");
    let known = POLICIES.iter().find(|(timer, _)| *timer == name);
    if let (Some((_, known)), Some(policy)) = (known, timer.at("@tickpolicy"))
        && !known.contains(&&*policy.text)
    {
        let message = format!("QEMU's timer `{name}` cannot {} ticks", policy.text);
        findings.report(policy.span, message).help(format!("write `{}`", known.join("`, or `")));
    }
    if name == "rtc" && timer.is("@track", "boot") {
        findings
            .report(timer.place("@track"), "QEMU's clock does not follow the time since boot")
            .help("write `guest`, `wall` or `realtime`");
    }
}
