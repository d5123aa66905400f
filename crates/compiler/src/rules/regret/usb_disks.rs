use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disks-on-usb-alone",
    summary: "Every hard disk of a guest is on USB.",
    why: "An emulated USB stick is slow, has one request at a time, and disappears when the guest resets the bus. It is for what is carried from guest to guest, not for a root file system.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2, bus: usb } } }"],
    good: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2 }, stick: { file: /b.raw, format: raw, bus: usb } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut hard = guest.devices("disk").filter(|disk| !disk.has("@device") || disk.is("@device", "disk"));
    let Some(first) = hard.next().filter(|disk| disk.is("target/@bus", "usb")) else { return };
    if hard.all(|disk| disk.is("target/@bus", "usb")) && !guest.domain().has("devices/hostdev") {
        let report = findings.report(first.place("target/@bus"), "the guest has hard disks on USB alone");
        report.help("write `bus: virtio`, or `sata` for a guest without its drivers");
    }
}
