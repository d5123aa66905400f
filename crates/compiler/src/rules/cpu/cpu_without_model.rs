use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cpu-without-model",
    summary: "A CPU has features or a vendor, and no model that they belong to.",
    why: "Features are added to a model and taken from it, and a vendor is that of a model. libvirt refuses them where the mode \
          is custom, which it is when none is written, and no model is named; the vendor also in other modes, and `check` other than with QEMU \
          (formatdomain, CPU model and topology).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "cpu: { feature: [{ name: vmx, policy: require }] }",
        "cpu: { mode: host-model, vendor: Intel }",
        "cpu: { mode: custom, feature: [{ name: vmx, policy: require }] }",
    ],
    good: &[
        "cpu: { model: Skylake-Client, vendor: Intel, check: partial, feature: [{ name: vmx, policy: require }] }",
        "cpu: { mode: host-model, feature: [{ name: vmx, policy: require }] }",
    ],
    check: Check::Each("cpu", check),
};

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    if !cpu.text("model").is_empty() {
        return;
    }
    if let Some(vendor) = cpu.find("vendor") {
        findings.report(vendor.place(""), "a vendor is asked for, and no model of it").help("name a CPU in `model`, or leave `vendor` out");
    }
    if cpu.at("@mode").is_some_and(|mode| &*mode.text != "custom") {
        return;
    }
    // QEMU's driver names a model first.
    if let Some(check) = cpu.at("@check").filter(|_| !guest.is_qemu()) {
        findings.report(check.span, "a check is asked for, and no model to check").help("name a CPU in `model`, or leave `check` out");
    }
    if let Some(feature) = cpu.find("feature") {
        let message = "the features are listed for a CPU without a model";
        findings.report(feature.span(), message).help("name a CPU in `model`, or write a mode such as `host-model`");
    }
}
