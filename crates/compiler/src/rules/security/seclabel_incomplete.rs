use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "seclabel-incomplete",
    summary: "A security label lacks its model, or the label itself.",
    why: "A static label is written in the domain. A model says whose label it is; it can be left out when there is one \
          `seclabel` without a text. libvirt refuses others (formatdomain, Security label).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "seclabel: { type: static, model: dac }",
        r#"seclabel: { type: static, label: "107:107" }"#,
        r#"seclabel: { type: dynamic, baselabel: "system_u:system_r:svirt_t:s0" }"#,
        "seclabel: [{ type: dynamic, model: dac }, { type: dynamic }]",
    ],
    good: &[r#"seclabel: { type: static, model: dac, label: "107:107" }"#, "seclabel: { type: dynamic }"],
    check: Check::Each("seclabel", check),
};

fn check(seclabel: View, guest: &Guest, findings: &mut Findings) {
    let model = seclabel.at("@model");
    // For the model `none`, libvirt reads no further.
    if model.is_some_and(|model| &*model.text == "none") {
        return;
    }
    if seclabel.is("@type", "static") && !seclabel.has("label") {
        findings.report(seclabel.place("@type"), "a static label is not written").help("write `label`, or `type: dynamic`");
    }
    if model.is_some() {
        return;
    }
    let has_text = seclabel.is("@type", "static") && seclabel.has("label")
        || !seclabel.is_any("@type", &["static", "none"]) && seclabel.has("baselabel");
    if has_text || guest.domain().all("seclabel").nth(1).is_some() {
        let message = "it is not said whose label it is";
        findings.report(seclabel.span(), message).help("write the security driver: `model: selinux`, `apparmor` or `dac`");
    }
}
