use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "host-device-not-managed",
    summary: "Nobody takes a PCI device from the host before the guest starts.",
    why: "Without `managed` libvirt expects the device to be bound to VFIO already. Where that is not done at boot, the guest does not start (formatdomain, Host device assignment, `managed`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"devices: { hostdev: { gpu: { pci: "0000:03:00.0" } } }"#],
    good: &[
        r#"devices: { hostdev: { gpu: { pci: "0000:03:00.0", managed: true } } }"#,
        r#"devices: { hostdev: { gpu: { pci: "0000:03:00.0", managed: false } } }"#,
    ],
    check: Check::EachQemu("devices/hostdev", check),
};

fn check(device: View, _guest: &Guest, findings: &mut Findings) {
    if device.is("@type", "pci") && !device.has("@managed") {
        let report = findings.report(device.span(), format!("{} has to be bound to VFIO by hand", device.label()));
        report.help("write `managed: true`, or `managed: false` where the host does it at boot");
    }
}
