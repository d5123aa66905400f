use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "controller-off-machine",
    summary: "A controller is one that the machine, or QEMU, does not have.",
    why: "IDE comes with the i440fx and a few other boards, and there once; q35 has SATA. `xenbus` is Xen's, `isa` bhyve's, `qusb1` and \
          `qusb2` are Xen's; QEMU has no BusLogic adapter, and ncr53c90 is built into Sun's and Apple's boards; for s390x it has \
          neither SATA nor the SCSI adapters of PCs. libvirt refuses them elsewhere (formatdomain, Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { ide: { type: ide, index: 0 } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { ide: { type: ide, index: 1 } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { bus: { type: xenbus } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { scsi: { type: scsi, model: buslogic } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { controller: { scsi: { type: scsi, model: lsilogic } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { controller: { ide: { type: ide, index: 0 } } }"],
    check: Check::EachQemu("devices/controller", check),
};

/// SCSI adapters that are PCI cards of PCs.
const PC_ADAPTERS: &[&str] = &["lsilogic", "lsisas1068", "lsisas1078", "vmpvscsi"];

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    match controller.text("@type") {
        "ide" => ide(controller, guest, findings),
        "xenbus" => {
            findings
                .report(controller.place("@type"), "QEMU has no Xen bus")
                .help("leave the controller out")
                .needless_at(controller.span());
        }
        "isa" => {
            findings
                .report(controller.place("@type"), "the ISA bus of QEMU's machines is no controller")
                .help("leave it out")
                .needless_at(controller.span());
        }
        "usb" if controller.is_any("@model", &["qusb1", "qusb2"]) => {
            let report = findings.report(controller.place("@model"), "this is a USB controller of Xen");
            report.help("write `model: qemu-xhci`").fix(controller.place("@model"), "qemu-xhci");
        }
        "scsi" if controller.is("@model", "buslogic") => {
            let report = findings.report(controller.place("@model"), "QEMU has no BusLogic adapter");
            report.help("write `model: virtio-scsi`, or `lsilogic`");
        }
        "sata" if guest.is_s390() => {
            findings.report(controller.place("@type"), "s390x guests have no SATA").help("use SCSI or virtio");
        }
        "scsi" if guest.is_s390() && controller.is_any("@model", PC_ADAPTERS) => {
            let report = findings.report(controller.place("@model"), "QEMU has this SCSI adapter on other machines only");
            report.help("write `model: virtio-scsi`");
        }
        "scsi" if controller.is("@model", "ncr53c90") => {
            let is_elsewhere = guest.is_x86() || guest.is_arm() || guest.is_s390() || guest.is_ppc() || guest.is_riscv();
            if is_elsewhere {
                let report = findings.report(controller.place("@model"), "this SCSI controller is built into other machines");
                report.help("write `model: virtio-scsi`").offer(controller.place("@model"), "virtio-scsi");
            } else if controller.number("@index").is_some_and(|index| index != 0) {
                findings
                    .report(controller.place("@index"), "the built-in SCSI controller is the first one")
                    .help("write `index: 0`")
                    .fix(controller.place("@index"), "0");
            }
        }
        _ => {}
    }
}

fn ide(controller: View, guest: &Guest, findings: &mut Findings) {
    let has_none = (guest.machine().is_some() && (guest.is_arm() || guest.is_riscv() || (guest.is_x86() && !guest.is_i440fx())))
        || guest.is_s390()
        || (guest.is_ppc() && guest.machine().is_some_and(|machine| machine != "g3beige"));
    if has_none {
        let report = findings.report(controller.place("@type"), "the machine has no IDE controller");
        report.related(guest.domain().place("os/type/@machine"), "the machine").help("use SATA, SCSI or virtio");
    } else if controller.number("@index").is_some_and(|index| index != 0) {
        findings
            .report(controller.place("@index"), "the machine has one IDE controller, number 0")
            .help("leave this one out")
            .may_go_at(controller.span());
    }
}
