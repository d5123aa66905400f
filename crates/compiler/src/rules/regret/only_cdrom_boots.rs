use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "only-the-cdrom-boots",
    summary: "A guest with a hard disk boots from its CD-ROM only.",
    why: "Where one device has a place in the boot order, the others are not tried: once the medium is out, the installed system does not start (formatdomain, Hard drives, `boot`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2 }, cd: { file: /b.iso, device: cdrom, bus: sata, boot: 1 } } }"],
    good: &[
        "devices: { disk: { root: { file: /a.qcow2, format: qcow2, boot: 2 }, cd: { file: /b.iso, device: cdrom, bus: sata, boot: 1 } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let is_hard = |disk: &View| !disk.has("@device") || disk.is("@device", "disk");
    let Some(hard) = guest.devices("disk").find(is_hard) else { return };
    let boots = |device: &View| device.known().child("boot").is_some() && device.has("boot");
    let is_other = |device: &View| boots(device) && !(device.kind() == "disk" && device.is("@device", "cdrom"));
    let Some(cdrom) = guest.devices("disk").find(|disk| disk.is("@device", "cdrom") && boots(disk)) else { return };
    if !guest.domain().has("os/kernel") && !guest.all_devices().any(|device| is_other(&device)) {
        let report = findings.report(cdrom.place("boot/@order"), "the guest boots from its CD-ROM only");
        report.related(hard.span(), "this disk is not tried").help("give the disk a place too, such as `boot: 2`");
    }
}
