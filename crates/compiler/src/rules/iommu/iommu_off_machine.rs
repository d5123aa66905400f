use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "iommu-off-machine",
    summary: "An IOMMU is on a machine that cannot have it.",
    why: "Intel's IOMMU is for q35, SMMUv3 for the `virt` machine of Arm, the virtio IOMMU for both; libvirt refuses them elsewhere \
          (formatdomain, IOMMU devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { iommu: { model: intel } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { iommu: { model: smmuv3 } }",
        "os: { arch: x86_64, machine: pc }\nfeatures: { acpi: true }\ndevices: { iommu: { model: virtio } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { iommu: { model: intel } }",
        "os: { arch: aarch64, machine: virt }\ndevices: { iommu: { model: smmuv3 } }",
    ],
    check: Check::EachQemu("devices/iommu", check),
};

fn check(iommu: View, guest: &Guest, findings: &mut Findings) {
    // An unknown machine may be the right one.
    let Some(model) = iommu.at("@model").filter(|_| guest.machine().is_some() && guest.arch().is_some()) else { return };
    let (fits, machines, machine) = match &*model.text {
        "intel" => (guest.is_q35(), "q35 machines", "q35"),
        "smmuv3" => (guest.is_arm_virt(), "the `virt` machine of Arm", "virt"),
        "virtio" => (guest.is_q35() || guest.is_arm_virt(), "q35 and Arm's `virt`", "q35"),
        _ => return,
    };
    if !fits {
        let report = findings.report(model.span, format!("the IOMMU `{}` is for {machines}", model.text));
        let report = report.related(guest.domain().place("os/type/@machine"), "the machine");
        report.help(format!("write `machine: {machine}`, or another model"));
    }
}
