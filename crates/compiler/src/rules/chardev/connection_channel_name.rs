use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "connection-channel-name",
    summary: "The name of a SPICE or D-Bus port holds a character that it cannot.",
    why: "Such a name consists of letters, digits, `_`, `-` and `.` (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { spiceport: \"org qemu\" } }, graphics: { s: { type: spice } } }"],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { spiceport: org.qemu.console.serial.0 } }, graphics: { s: { type: spice } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest).filter(|connection| matches!(kind(*connection), "spiceport" | "dbus")) {
        let Some(name) = connection.at("source/@channel") else { continue };
        if !name.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')) {
            let report = findings.report(name.span, format!("`{}` is not the name of a port", name.text));
            report.help("write letters, digits, `_`, `-` and `.` only, such as `org.qemu.console.serial.0`");
        }
    }
}
