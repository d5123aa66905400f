use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hostdev-driver-of-another-hypervisor",
    summary: "A PCI device is handed over by the driver of another hypervisor.",
    why: "QEMU's devices go by VFIO: the assignment of older kernels, `kvm`, is gone, and `xen` is Xen's; libvirt refuses to start the guest \
          (formatdomain, Host device assignment, `driver`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { nic: { pci: \"0000:03:00.0\", driver: { name: xen } } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { hostdev: { nic: { pci: \"0000:03:00.0\", driver: { name: vfio } } } }",
    ],
    good: &["devices: { hostdev: { nic: { pci: \"0000:03:00.0\", driver: { name: vfio } } } }"],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(hostdev, "driver/@name", guest) {
        let (span, own) = (foreign.value.span, if guest.is_qemu() { "vfio" } else { "xen" });
        foreign.report(findings, &format!("{} is handed over by", hostdev.label())).fix(span, own);
    }
}
