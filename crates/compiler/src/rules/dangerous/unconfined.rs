use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unconfined-guest",
    summary: "A guest runs without the confinement that others have.",
    why: "SELinux, AppArmor and an own user keep a guest that has broken out of QEMU from the host and from other guests. `none` gives that up, as a label of root's or an unconfined one does (formatdomain, Security label).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["seclabel: { type: none }", "seclabel: { type: static, model: dac, relabel: true, label: root:root }"],
    good: &["seclabel: { type: dynamic, model: apparmor, relabel: true }"],
    check: Check::Each("seclabel", check),
};

fn check(seclabel: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(kind) = seclabel.at("@type").filter(|kind| &*kind.text == "none") {
        findings.report(kind.span, "the guest is not confined").help("write `dynamic`, or leave `seclabel` out");
        return;
    }
    for label in ["label", "baselabel"].iter().filter_map(|name| seclabel.at(name)) {
        let is_root = ["root", "0", "+0"].contains(&label.text.split(':').next().unwrap_or_default());
        if seclabel.is("@model", "dac") && is_root || label.text.contains("unconfined") {
            let report = findings.report(label.span, format!("the label `{}` confines the guest to nothing", label.text));
            report.help("leave it out, and libvirt makes one for this guest");
        }
    }
}
