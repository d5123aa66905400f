use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "raw-io",
    summary: "A guest's disk gives the whole emulator raw access to hardware.",
    why: "`rawio` gives QEMU the capability CAP_SYS_RAWIO, with which it reaches every device of the host and its memory, not just the disk (formatdomain, Hard drives, `rawio`).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { lun: { block: /dev/disk/by-id/scsi-3600, device: lun, bus: scsi, rawio: true } }, controller: { scsi: { type: scsi, model: virtio-scsi } } }",
    ],
    good: &[
        "devices: { disk: { lun: { block: /dev/disk/by-id/scsi-3600, device: lun, bus: scsi } }, controller: { scsi: { type: scsi, model: virtio-scsi } } }",
    ],
    check: Check::EachQemu("devices", check),
};

fn check(devices: View, _guest: &Guest, findings: &mut Findings) {
    for device in devices.all("disk").chain(devices.all("hostdev")) {
        if let Some(rawio) = device.at("@rawio").filter(|rawio| &*rawio.text == "yes") {
            let report = findings.report(rawio.span, format!("{} gives the emulator raw access to all hardware", device.label()));
            report.help("leave it out: LUNs pass most commands without it");
        }
    }
}
