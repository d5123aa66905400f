use super::device;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "lun-of-an-image",
    summary: "A LUN is no whole raw device.",
    why: "A LUN is a device of the host, a volume, or an iSCSI unit. It is neither an image with a format, nor a part of \
          anything, nor encrypted, since what the guest sends goes to the device itself (formatdomain, Hard drives, `device`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { lun: { file: /lun.img, format: raw, device: lun, bus: scsi } } }",
        "devices: { disk: { lun: { block: /dev/sdb, format: qcow2, device: lun, bus: scsi } } }",
        "devices: { disk: { lun: { network: { protocol: nbd, host: [{ name: a }] }, device: lun, bus: scsi } } }",
        "devices: { disk: { lun: { block: { dev: /dev/sdb, slices: { slice: { type: storage, offset: 0, size: 512 } } }, device: lun, bus: scsi } } }",
    ],
    good: &["devices: { disk: { lun: { block: /dev/sdb, format: raw, device: lun, bus: scsi } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if device(disk) != "lun" {
        return;
    }
    let kind = disk.at("@type").filter(|_| disk.has("source")).map_or("file", |kind| &kind.text);
    let is_iscsi = kind == "network" && disk.is("source/@protocol", "iscsi");
    if !matches!(kind, "block" | "volume") && !is_iscsi {
        let span = if kind == "network" { disk.place("source/@protocol") } else { disk.place("@type") };
        let report = findings.report(span, format!("{} is a LUN, and no device", disk.label()));
        report.related(disk.place("@device"), "a LUN").help("write `block` with the path of a device, or `device: disk`");
    }
    if let Some(format) = disk.at("driver/@type").filter(|format| !matches!(&*format.text, "raw" | "aio")) {
        let report = findings.report(format.span, format!("{} is a LUN of format `{}`", disk.label(), format.text));
        report.related(disk.place("@device"), "a LUN").help("write `raw`").fix(format.span, "raw");
    }
    if disk.has("source/slices") {
        let report = findings.report(disk.place("source/slices"), format!("{} is a LUN, and a part of its source", disk.label()));
        report.related(disk.place("@device"), "a LUN").help("leave `slices` out").may_go();
    }
    let encryption = ["source/encryption", "encryption"].into_iter().filter_map(|path| disk.find(path));
    for encryption in encryption.filter(|encryption| !encryption.is("@format", "default")) {
        let report = findings.report(encryption.span(), format!("{} is a LUN, and encrypted", disk.label()));
        report.related(disk.place("@device"), "a LUN").help("leave `encryption` out").may_go();
    }
}
