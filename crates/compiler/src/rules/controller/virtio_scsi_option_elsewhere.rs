use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-scsi-option-elsewhere",
    summary: "A controller that is no virtio-scsi has options of virtio-scsi.",
    why: "Queues, limits of commands and I/O threads of a controller exist for virtio-scsi alone; libvirt refuses them at other \
          controllers, and at SCSI controllers of which x86 takes the LSI model because none is written (formatdomain, Controllers, \
          `driver`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { scsi: { type: scsi, index: 0, driver: { queues: 4 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { vs: { type: virtio-serial, index: 0, driver: { queues: 4 } } } }",
        "iothreads: 1\nos: { arch: x86_64, machine: pc }\n\
         devices: { controller: { scsi: { type: scsi, index: 0, model: lsilogic, driver: { iothread: 1 } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { scsi: { type: scsi, index: 0, model: virtio-scsi, driver: { queues: 4 } } } }",
    ],
    check: Check::Each("devices/controller", check),
};

const MODELS: &[&str] = &["virtio-scsi", "virtio-transitional", "virtio-non-transitional"];

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = controller.find("driver") else { return };
    let is_scsi = controller.is("@type", "scsi");
    if is_scsi && controller.is_any("@model", MODELS) {
        return;
    }
    let is_default = is_scsi && !controller.has("@model");
    let options = ["@iothread", "@queues", "@cmd_per_lun", "@max_sectors", "@ioeventfd"];
    // Of the others, QEMU's driver alone says so.
    for path in options.into_iter().take(if guest.is_qemu() { options.len() } else { 1 }) {
        let Some(option) = driver.at(path).filter(|option| &*option.text != "0") else { continue };
        // Elsewhere libvirt chooses virtio-scsi.
        if is_default && !guest.is_x86() && !guest.is_pseries() && path != "@iothread" {
            continue;
        }
        let name = path.trim_start_matches('@');
        let report = findings.report(option.span, format!("`{name}` is for virtio-scsi controllers"));
        if is_default {
            report.help("write `model: virtio-scsi`, or leave it out");
        } else {
            let place = if controller.has("@model") { "@model" } else { "@type" };
            let report = report.related(controller.place(place), "the controller").help("leave it out");
            // The thread itself would be left over.
            if path != "@iothread" {
                report.may_go();
            }
        }
    }
}
