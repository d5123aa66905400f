use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hostdev-model-of-another-type",
    summary: "A host device has a model of another type, or a mediated device has none.",
    why: "A mediated device has the API that the guest sees, `vfio-pci`, `vfio-ccw` or `vfio-ap`; a vhost SCSI \
          device a virtio model; no other host device has a model (formatdomain, Host device assignment).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { gpu: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6 } } }",
        "devices: { hostdev: { gpu: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: virtio } } }",
        "devices: { hostdev: { disks: { scsi_host: { protocol: vhost, wwpn: naa.5123456789abcde0 }, model: vfio-pci } } }",
        "devices: { hostdev: { nic: { pci: \"0000:03:00.0\", model: vfio-pci } } }",
    ],
    good: &["devices: { hostdev: { gpu: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-pci } } }"],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    let Some(kind) = hostdev.at("@type").filter(|_| !hostdev.is("@mode", "capabilities")) else { return };
    let Some(model) = hostdev.at("@model") else {
        if &*kind.text == "mdev" {
            let report = findings.report(kind.span, format!("{} is a mediated device without a model", hostdev.label()));
            report.help("write `model: vfio-pci`, or on s390x `vfio-ccw` or `vfio-ap`");
        }
        return;
    };
    let is_vfio = model.text.starts_with("vfio-");
    let help = match &*kind.text {
        "mdev" if is_vfio => return,
        "scsi_host" if !is_vfio => return,
        "mdev" => "write `vfio-pci`, or on s390x `vfio-ccw` or `vfio-ap`",
        "scsi_host" => "write `virtio`, `virtio-transitional` or `virtio-non-transitional`, or leave it out",
        _ => "leave `model` out",
    };
    let report =
        findings.report(model.span, format!("{} is of type `{}`, which has no model `{}`", hostdev.label(), kind.text, model.text));
    report.related(kind.span, "its type").help(help);
}
