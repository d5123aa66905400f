use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "many-vcpus-without-interrupts",
    summary: "An x86 guest has more vCPUs than its interrupts reach.",
    why: "More than 255 vCPUs need extended interrupt mode, which is the matter of an IOMMU of a q35 machine. libvirt refuses \
          them for other machines, and for an IOMMU that is no `intel` one or has `eim` switched off; where a q35 has none, \
          libvirt adds it (formatdomain, IOMMU devices, `eim`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: x86_64, machine: pc }
vcpu: 300"#,
        r#"os: { arch: x86_64, machine: q35 }
vcpu: 300
devices: { iommu: { model: intel, driver: { eim: off } } }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: q35 }
vcpu: 255"#],
    check: Check::EachQemu("vcpu", check),
};

fn check(vcpu: View, guest: &Guest, findings: &mut Findings) {
    if guest.vcpus() <= 255 || !guest.is_x86() {
        return;
    }
    if !guest.is_q35() {
        let report = findings.report(vcpu.place(""), "more than 255 vCPUs need a q35 machine").help("write `machine: q35`, or fewer vCPUs");
        if let Some(machine) = guest.domain().at("os/type/@machine") {
            report.related(machine.span, "not a q35");
        }
        return;
    }
    let Some(iommu) = guest.devices("iommu").next() else { return };
    if !iommu.is("@model", "intel") {
        findings
            .report(vcpu.place(""), "more than 255 vCPUs need an `intel` IOMMU")
            .related(iommu.place("@model"), "another model")
            .help("write `model: intel`");
    } else if iommu.is_off("driver/@eim") {
        findings
            .report(iommu.place("driver/@eim"), "more than 255 vCPUs need extended interrupt mode")
            .related(vcpu.place(""), "so many vCPUs")
            .help("write `eim: on`");
    }
}
