use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "iommu-option-of-intel",
    summary: "An IOMMU has an option that only Intel's has.",
    why: "Interrupt remapping, caching mode, extended interrupts, the IOTLB and the width of addresses are set at Intel's IOMMU; libvirt \
          refuses them at SMMUv3 and virtio: \"iommu model doesn't support additional attributes\" (formatdomain, IOMMU devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: aarch64, machine: virt }\ndevices: { iommu: { model: smmuv3, driver: { intremap: true } } }",
        "os: { arch: x86_64, machine: q35 }\nfeatures: { acpi: true }\ndevices: { iommu: { model: virtio, driver: { iotlb: true } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { iommu: { model: intel, driver: { iotlb: true } } }"],
    check: Check::Each("devices/iommu", check),
};

fn check(iommu: View, _guest: &Guest, findings: &mut Findings) {
    let Some(model) = iommu.at("@model").filter(|model| matches!(&*model.text, "smmuv3" | "virtio")) else { return };
    let Some(driver) = iommu.find("driver") else { return };
    for path in ["@intremap", "@caching_mode", "@eim", "@iotlb", "@aw_bits", "@dma_translation"] {
        let Some(option) = driver.at(path).filter(|option| &*option.text != "0") else { continue };
        let report = findings.report(option.span, format!("the IOMMU `{}` has no `{}`", model.text, path.trim_start_matches('@')));
        report.related(model.span, "the model").help("leave it out").may_go();
    }
}
