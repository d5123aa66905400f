use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "rdp-display",
    summary: "An RDP display has what RDP, or qemu-rdp, lacks.",
    why: "qemu-rdp shows what a D-Bus display exports on the guest's bus; it knows neither `replaceUser` nor `multiUser`, \
          passwords do not expire. Everywhere RDP listens on addresses only (domain_validate.c; qemu_validate.c since 11.1).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: rdp } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: dbus, p2p: true }, b: { type: rdp } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: dbus }, b: { type: rdp, replaceUser: true } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { graphics: { a: { type: dbus }, b: { type: rdp } } }"],
    check: Check::Each("devices/graphics", check),
};

fn check(display: View, guest: &Guest, findings: &mut Findings) {
    if kind(display) != "rdp" {
        return;
    }
    if guest.is_qemu() {
        check_qemu(display, guest, findings);
    }
    for listen in display.all("listen").filter(|listen| listen.is_any("@type", &["socket", "none"])) {
        let report = findings.report(listen.place("@type"), format!("{} listens by `{}`", display.label(), listen.text("@type")));
        report.help("write `type: address`");
    }
}

fn check_qemu(display: View, guest: &Guest, findings: &mut Findings) {
    if !guest.devices("graphics").any(|other| kind(other) == "dbus" && !other.is("@p2p", "yes")) {
        let report =
            findings.report(display.place("@type"), format!("{} shows a D-Bus display, and there is none on a bus", display.label()));
        report.help("write a device `graphics` with `type: dbus` beside it");
    }
    for path in ["@replaceUser", "@multiUser"] {
        if display.is(path, "yes") {
            let report = findings
                .report(display.place(path), format!("{} has `{}`, which qemu-rdp lacks", display.label(), path.trim_start_matches('@')));
            report.help("leave it out").may_go();
        }
    }
    if display.has("@passwd") && display.has("@passwdValidTo") {
        let report = findings.report(display.place("@passwdValidTo"), format!("the password of {} cannot expire", display.label()));
        report.help("leave `passwdValidTo` out").may_go();
    }
}
