use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "bios-without-serial-port",
    summary: "The BIOS is to talk on a serial port that is not there.",
    why: "`useserial` shows SeaBIOS's messages on the first serial port. libvirt refuses it without a serial port, and on other \
          architectures than x86 (formatdomain, BIOS bootloader, `bios`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35, bios: { useserial: true } }",
        "os: { arch: aarch64, machine: virt, bios: { useserial: true } }\ndevices: { serial: { log: { type: pty } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35, bios: { useserial: true } }\ndevices: { serial: { log: { type: pty } } }"],
    check: Check::EachQemu("os/bios", check),
};

fn check(bios: View, guest: &Guest, findings: &mut Findings) {
    let Some(serial) = bios.at("@useserial").filter(|serial| matches!(&*serial.text, "yes" | "on")) else { return };
    // A console is a serial port, too, where nothing else is said.
    let has_console = guest.devices("console").any(|console| !console.has("target/@type") || console.is("target/@type", "serial"));
    if guest.arch().is_some() && !guest.is_x86() {
        findings.report(serial.span, "only an x86 BIOS talks on a serial port").help("leave `useserial` out").may_go();
    } else if guest.devices("serial").next().is_none() && !has_console {
        findings.report(serial.span, "this guest has no serial port").help("write `devices: { serial: { log: { type: pty } } }`");
    }
}
