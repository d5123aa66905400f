use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "device-of-the-host",
    summary: "A guest is given a device of the host.",
    why: "The device leaves the host, and its firmware is in the guest's hands from then on. Who reviews a spec of somebody else's wants to see which one it is (formatdomain, Host device assignment).",
    level: Severity::Note,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        r#"devices: { hostdev: { gpu: { pci: "0000:03:00.0", managed: true } } }"#,
        r#"devices: { disk: { data: { nvme: { type: pci, managed: true, namespace: 1, address: "0000:01:00.0" }, format: raw } } }"#,
    ],
    good: &["devices: { interface: { lan: { bridge: br0, model: virtio } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let hostdevs = guest.devices("hostdev");
    let interfaces = guest.devices("interface").filter(|interface| interface.is_any("@type", &["hostdev", "vdpa"]));
    let disks = guest.devices("disk").filter(|disk| disk.is_any("@type", &["nvme", "vhostvdpa"]));
    for device in hostdevs.chain(interfaces).chain(disks) {
        findings.report(device.place("@type"), format!("{} is a device of the host", device.label()));
    }
}
