use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hostdev-teaming",
    summary: "A host device takes part in a team otherwise than as the half that comes and goes.",
    why: "In a team a PCI device is `transient`, and names by its alias the virtio interface that stays when the \
          device leaves for a migration (formatdomain, Teaming a virtio/hostdev NIC pair).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { nic: { pci: \"0000:03:00.0\", teaming: { type: persistent } } } }",
        "devices: { hostdev: { nic: { pci: \"0000:03:00.0\", teaming: { type: transient } } } }",
        "devices: { hostdev: { key: { usb: { vendor: \"0x1234\", product: \"0xbeef\" }, teaming: { type: transient, persistent: ua-lan } } } }",
    ],
    good: &["devices: { hostdev: { nic: { pci: \"0000:03:00.0\", teaming: { type: transient, persistent: ua-lan } } } }"],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    let Some(teaming) = hostdev.find("teaming") else { return };
    if !hostdev.is("@type", "pci") || hostdev.is("@mode", "capabilities") {
        let report = findings.report(teaming.span(), format!("{} is in a team, and no PCI device", hostdev.label()));
        report.related(hostdev.place("@type"), "what it is").help("leave `teaming` out").may_go();
    } else if let Some(kind) = teaming.at("@type").filter(|kind| &*kind.text != "transient") {
        let report = findings.report(kind.span, format!("{} is the `{}` half of its team", hostdev.label(), kind.text));
        report.help("write `transient`: the virtio interface is the other half");
    } else if !teaming.has("@persistent") {
        let report = findings.report(teaming.span(), format!("{} is in a team with nobody", hostdev.label()));
        report.help("write `persistent` with the alias of the virtio interface");
    }
}
