use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "display-of-another-hypervisor",
    summary: "A display of a QEMU guest is a desktop window.",
    why: "`desktop` is a display of VirtualBox and VMware (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { graphics: { a: { type: desktop } } }"],
    good: &["devices: { graphics: { a: { type: vnc } } }"],
    check: Check::EachQemu("devices/graphics", check),
};

fn check(display: View, _guest: &Guest, findings: &mut Findings) {
    if kind(display) == "desktop" {
        let report = findings.report(display.place("@type"), format!("{} is of type `desktop`, which QEMU does not have", display.label()));
        report.help("write `vnc`, `spice` or `sdl`");
    }
}
