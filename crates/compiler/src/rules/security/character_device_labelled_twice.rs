use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "character-device-labelled-twice",
    summary: "The source of a character device has two labels of one model.",
    why: "Each security driver puts one label on a source; libvirt refuses a second one (formatdomain, Security label).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"devices: { serial: { log: { type: file, source: [{ path: /log, seclabel: [{ model: dac, label: ["0:0"] }, { model: dac, label: ["107:107"] }] }] } } }"#,
    ],
    good: &[
        r#"devices: { serial: { log: { type: file, source: [{ path: /log, seclabel: [{ model: dac, label: ["0:0"] }, { model: selinux, relabel: false }] }] } } }"#,
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for kind in ["serial", "parallel", "console", "channel"] {
        for source in guest.devices(kind).flat_map(|device| device.all("source")) {
            let mut models = source.all("seclabel").filter_map(|seclabel| seclabel.at("@model"));
            let (Some(first), Some(second)) = (models.next(), models.next()) else { continue };
            let mut seen = HashMap::new();
            for model in [first, second].into_iter().chain(models) {
                if let Some(earlier) = seen.insert(&*model.text, model.span) {
                    let report = findings.report(model.span, format!("the source has two labels of model `{}`", model.text));
                    report.related(earlier, "first here").help("keep one of them");
                }
            }
        }
    }
}
