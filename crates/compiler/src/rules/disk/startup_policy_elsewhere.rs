use super::device;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "startup-policy-elsewhere",
    summary: "A disk has a startup policy that does not fit its source or device.",
    why: "Whether a source is there libvirt looks up for files, block devices, directories and volumes. Policy `requisite` is \
          about media that may be missing, and so for CD-ROMs and floppies (formatdomain, Hard drives, `startupPolicy`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a }], startupPolicy: optional }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /root.img, startupPolicy: requisite }, format: raw } } }",
    ],
    good: &["devices: { disk: { seed: { file: { file: /seed.iso, startupPolicy: requisite }, device: cdrom, bus: scsi } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(policy) = disk.at("source/@startupPolicy") else { return };
    if let Some(kind) = disk.at("@type").filter(|kind| !matches!(&*kind.text, "file" | "block" | "dir" | "volume")) {
        let report = findings.report(policy.span, format!("{} has a startup policy, and a source of type `{}`", disk.label(), kind.text));
        report.related(kind.span, "its source").help("leave `startupPolicy` out").may_go();
    } else if &*policy.text == "requisite" && !matches!(device(disk), "cdrom" | "floppy") {
        let report = findings.report(policy.span, format!("{} is required at start only, and no CD-ROM or floppy", disk.label()));
        report.help("write `mandatory` or `optional`");
    }
}
