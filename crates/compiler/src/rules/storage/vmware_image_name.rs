use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vmware-image-name",
    summary: "An image of a VMware guest has a name that VMware does not take for one.",
    why: "libvirt writes hard disks whose files end in `.vmdk` and CD-ROMs whose files end in `.iso` into the VMX file, and refuses others \
          (vmx.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: vmware\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: \"[store] a/a.qcow2\", bus: scsi } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { disk: { cd: { file: \"[store] a/a.img\", device: cdrom, bus: ide } } }",
    ],
    good: &["type: vmware\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: \"[store] a/a.vmdk\", bus: scsi } } }"],
    check: Check::EachOther("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    if !guest.domain().is("@type", "vmware") || disk.is("@device", "floppy") {
        return;
    }
    let ending = if disk.has("@device") && !disk.is("@device", "disk") { ".iso" } else { ".vmdk" };
    if let Some(file) = disk.at("source/@file").filter(|file| !file.text.to_ascii_lowercase().ends_with(ending)) {
        findings.report(file.span, format!("the file of {} does not end in `{ending}`", disk.label())).help("name another file");
    }
}
