use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hostdev-driver-of-another-hypervisor",
    summary: "A PCI device of a QEMU guest is handed over by a driver other than VFIO.",
    why: "The assignment of older kernels, `kvm`, is gone, and `xen` is Xen's; libvirt refuses to start the guest \
          (formatdomain, Host device assignment, `driver`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { hostdev: { nic: { pci: \"0000:03:00.0\", driver: { name: xen } } } }"],
    good: &["devices: { hostdev: { nic: { pci: \"0000:03:00.0\", driver: { name: vfio } } } }"],
    check: Check::EachQemu("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(name) = hostdev.at("driver/@name").filter(|name| &*name.text != "vfio" && hostdev.is("@type", "pci")) {
        let report = findings.report(name.span, format!("{} is handed over by `{}`, which QEMU does not know", hostdev.label(), name.text));
        report.help("write `vfio`").fix(name.span, "vfio");
    }
}
