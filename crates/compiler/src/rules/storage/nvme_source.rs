use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-nvme-source",
    summary: "A disk of type nvme does not say which namespace of which controller it is.",
    why: "The source is of type `pci` and has the controller's address, and a namespace, which is a decimal number \
          from 1 on (formatdomain, Hard drives, `nvme`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { nvme: { type: pci, namespace: 1 }, format: raw } } }",
        "devices: { disk: { root: { nvme: { type: pci, namespace: 0, address: \"0000:01:00.0\" }, format: raw } } }",
        "devices: { disk: { root: { nvme: { type: pci, namespace: 0x1, address: \"0000:01:00.0\" }, format: raw } } }",
        "devices: { disk: { root: { nvme: { namespace: 1, address: \"0000:01:00.0\" }, format: raw } } }",
    ],
    good: &["devices: { disk: { root: { nvme: { type: pci, namespace: 1, address: \"0000:01:00.0\" }, format: raw } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.kind() == "nvme") {
        let Some(source) = image.source() else { continue };
        if !source.is("@type", "pci") {
            let report =
                findings.report(source.place("@type"), format!("{} is an NVMe disk, and its source not of type `pci`", image.label()));
            report.help("write `type: pci` in the source");
        }
        match source.at("@namespace") {
            None => {
                let report = findings.report(source.span(), format!("{} is an NVMe disk without a namespace", image.label()));
                report.help("write `namespace: 1`, or which it is");
            }
            Some(namespace) if namespace.text.parse::<u64>().is_ok_and(|number| number > 0) => {}
            Some(namespace) => {
                let report = findings.report(namespace.span, format!("`{}` is no number of a namespace", namespace.text));
                report.help("write a decimal number from 1 on");
            }
        }
        if !source.has("address") {
            let report = findings.report(source.span(), format!("{} is an NVMe disk without the address of its controller", image.label()));
            report.help("write `address: \"0000:01:00.0\"`, or where the controller is");
        }
    }
}
