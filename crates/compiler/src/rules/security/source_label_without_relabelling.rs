use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "source-label-without-relabelling",
    summary: "A label is given to a device's source, and nothing is relabelled, or the other way round.",
    why: "A label of its own is put on the source by relabelling it. libvirt refuses a label beside `relabel` that is off, newer \
          versions also `relabel` that is on without a label, and \
          for character devices any setting for a model whose label relabels nothing in the domain, which a static one does only \
          when told to (formatdomain, Security label).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"devices: { disk: { root: { format: raw, source: { file: /root.img, seclabel: [{ model: selinux, relabel: false, label: ["system_u:object_r:svirt_image_t:s0"] }] } } } }"#,
        r#"seclabel: { type: none, model: dac }
devices: { serial: { log: { type: file, source: [{ path: /log, seclabel: [{ model: dac, label: ["107:107"] }] }] } } }"#,
    ],
    good: &[
        r#"devices: { disk: { root: { format: raw, source: { file: /root.img, seclabel: [{ model: selinux, label: ["system_u:object_r:svirt_image_t:s0"] }] } } } }"#,
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for kind in ["disk", "serial", "parallel", "console", "channel"] {
        for seclabel in guest.devices(kind).flat_map(|device| device.all("source")).flat_map(|source| source.all("seclabel")) {
            if seclabel.is_off("@relabel")
                && let Some(label) = seclabel.find("label")
            {
                let report = findings.report(label.place(""), "the label is never put on the source");
                report.related(seclabel.place("@relabel"), "relabelling is off").help("leave `relabel` out, or the label");
            }
            if seclabel.is_on("@relabel") && !seclabel.has("label") {
                let report = findings.report(seclabel.place("@relabel"), "the source is relabelled, and it is not said how");
                report.help("write `label` beside it, or leave `relabel` out");
            }
            if kind != "disk" {
                check_domain(seclabel, guest, findings);
            }
        }
    }
}

fn check_domain(seclabel: View, guest: &Guest, findings: &mut Findings) {
    let Some(model) = seclabel.at("@model") else { return };
    let fixed = |own: &View| own.is("@model", &model.text) && own.is_any("@type", &["static", "none"]) && !own.is_on("@relabel");
    if let Some(own) = guest.domain().all("seclabel").find(fixed) {
        let report = findings.report(seclabel.span(), format!("the label of model `{}` relabels nothing in this guest", model.text));
        report.related(own.span(), "this one").help("write `relabel: true` there, or leave this out");
    }
}
