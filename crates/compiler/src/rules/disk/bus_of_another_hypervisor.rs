use super::{bus, bus_span};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-bus-of-another-hypervisor",
    summary: "A disk sits on a bus that its hypervisor does not have.",
    why: "QEMU has no disks of Xen and User-mode Linux: libvirt defines the guest and refuses to start it. Xen knows disks \
          by names that begin with `hd`, `sd` and `xvd`, VMware and VirtualBox have no virtio, bhyve has virtio and SATA \
          (libxl_conf.c, vmx.c, vbox_common.c, bhyve_command.c). bhyve's limits are warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, bus: xen } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, target: xvda } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: /root.img, format: raw } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: \"[store] a.vmdk\", bus: virtio } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /root.img, format: raw, bus: virtio } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: /root.img, format: raw, target: xvda } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    let bus = bus(disk);
    if let Some(known) = driver.known(disk, "target/@bus", guest).filter(|known| !known.contains(&bus)) {
        let message = format!("{} is on bus `{bus}`, which {} does not have", disk.label(), driver.name);
        driver.report(findings, bus_span(disk), message).help(format!("write `bus: {}`", known[0]));
    }
}
