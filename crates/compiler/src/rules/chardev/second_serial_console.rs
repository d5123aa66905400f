use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "second-serial-console",
    summary: "A console that is not the first one is a serial port.",
    why: "The first console may stand for the first serial port, and does where nothing else is written; further consoles are \
          on virtio (formatdomain, Console).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { console: { a: { pty: {} }, b: { pty: {} } } }",
        "devices: { console: { a: { pty: {}, target: { type: virtio } }, b: { pty: {}, target: { type: serial } } } }",
    ],
    good: &["devices: { console: { a: { pty: {} }, b: { pty: {}, target: { type: virtio } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if guest.domain().text("os/type") != "hvm" || !guest.is_qemu() {
        return;
    }
    for console in guest.devices("console").skip(1) {
        if console.at("target/@type").is_none_or(|target| &*target.text == "serial") {
            let span = console.place("target/@type");
            let report = findings.report(span, format!("{} is a serial port, and not the first console", console.label()));
            report.help("write `target: { type: virtio }`, or a device `serial`");
        }
    }
}
