use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "boot-from-unbootable-device",
    summary: "A device that no firmware boots from has a place in the boot order.",
    why: "A directory of the host can be booted from as virtiofs on PCI only; of the assigned devices, vhost SCSI and mediated devices \
          other than vfio-ccw cannot be booted from. libvirt refuses `boot` there.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { filesystem: { share: { mount: /srv, target: srv, boot: 1 } } }",
        "devices: { hostdev: { gpu: { mdev: 9bd4d87e-9a9c-4c9a-8a6a-3f8b0d3b7c11, model: vfio-pci, boot: 1 } } }",
        "devices: { hostdev: { san: { mode: subsystem, type: scsi_host, source: { protocol: vhost, wwpn: naa.5123456789abcde0 }, boot: 1 } } }",
    ],
    good: &["devices: { hostdev: { card: { pci: \"0000:03:00.0\", boot: 1 } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for share in guest.devices("filesystem").filter(|share| share.has("boot")) {
        if !share.is("driver/@type", "virtiofs") {
            report(share, "only virtiofs can be booted from", findings);
        } else if guest.is_qemu() && (share.is("address/@type", "ccw") || (guest.is_s390() && !share.has("address"))) {
            report(share, "virtiofs can be booted from on PCI only", findings);
        }
    }
    if !guest.is_qemu() {
        return;
    }
    for device in guest.devices("hostdev").filter(|device| device.has("boot")) {
        match device.text("@type") {
            "scsi_host" => report(device, "a vhost SCSI device cannot be booted from", findings),
            "mdev" if device.is_any("@model", &["vfio-pci", "vfio-ap"]) => {
                report(device, "a mediated device of this model cannot be booted from", findings);
            }
            _ => {}
        }
    }
}

fn report(device: View, message: &str, findings: &mut Findings) {
    let boot = device.find("boot").map_or(device.span(), View::span);
    findings.report(device.place("boot/@order"), message).help("leave `boot` out").may_go_at(boot);
}
