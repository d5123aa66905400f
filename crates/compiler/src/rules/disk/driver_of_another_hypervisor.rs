use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-driver-of-another-hypervisor",
    summary: "The driver of a disk has a word of another hypervisor.",
    why: "QEMU opens its images itself, so that the name of the driver is always `qemu`. Xen has `qemu`, `phy`, `file` and `tap`, each \
          for some formats; containers have `loop` for raw images and `nbd` for others; VMware writes through on SCSI or not at all \
          (formatdomain, Hard drives, `driver`; libxl_conf.c, lxc_controller.c, vmx.c, vz_utils.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, driver: { name: tap, type: raw } } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { block: /dev/vg/root, driver: { name: phy, type: qcow2 }, target: xvda } } }",
        "type: vz\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: /a.img, bus: sata, driver: { io: threads } } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /root.img, driver: { name: qemu, type: raw } } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { block: /dev/vg/root, driver: { name: phy, type: raw }, target: xvda } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { block: /dev/vg/root, driver: { name: tap, type: aio }, target: xvda } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    for path in ["driver/@name", "driver/@type", "driver/@cache", "driver/@io"] {
        let Some(foreign) = Foreign::find(disk, path, guest) else { continue };
        let span = foreign.value.span;
        let what = match path {
            "driver/@name" => "has the driver",
            "driver/@type" => "has the format",
            "driver/@cache" => "has the cache mode",
            _ => "does its I/O by",
        };
        let report = foreign.report(findings, &format!("{} {what}", disk.label()));
        if path == "driver/@name" && guest.is_qemu() {
            report.fix(span, "qemu");
        }
    }
}
