use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "source-label-beside-another",
    summary: "The security label of a source contradicts another or the domain's.",
    why: "A source has at most one label a security model, and none of its own where the domain's `seclabel` of that model \
          turns relabelling off (formatdomain, Security label).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: { file: /a.img, seclabel: [{ model: dac, relabel: false }, { model: dac, relabel: false }] }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /a.img, seclabel: [{ model: dac, relabel: false }] }, format: raw } } }\nseclabel: [{ type: static, model: dac, relabel: false, label: \"+0:+0\" }]",
    ],
    good: &["devices: { disk: { root: { file: { file: /a.img, seclabel: [{ model: dac, relabel: false }] }, format: raw } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let Some(source) = image.source().filter(|source| source.has("seclabel")) else { continue };
        let mut firsts: HashMap<&str, View> = HashMap::new();
        for label in source.all("seclabel") {
            let model = label.text("@model");
            let first = *firsts.entry(model).or_insert(label);
            if !model.is_empty() && !first.is_same(label) {
                let report = findings.report(label.place("@model"), format!("{} has two labels of model `{model}`", image.label()));
                report.related(first.span(), "first here").help("keep one of the two");
            }
            let of_domain = guest.domain().all("seclabel").find(|whole| whole.text("@model") == model && is_fixed(*whole));
            if let Some(whole) = of_domain.filter(|whole| whole.has("@model") == label.has("@model")) {
                let report =
                    findings.report(label.span(), format!("{} has a label of its own, and the domain relabels nothing", image.label()));
                report
                    .related(whole.place(if whole.has("@relabel") { "@relabel" } else { "@type" }), "relabelling is off")
                    .help("write `relabel: yes` there");
            }
        }
    }
}

/// Whether a label of the domain relabels nothing: static ones do only when told to.
fn is_fixed(seclabel: View) -> bool {
    seclabel.is_off("@relabel") || seclabel.is_any("@type", &["static", "none"]) && !seclabel.has("@relabel")
}
