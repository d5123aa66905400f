use super::image_name;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "image-format-of-another-name",
    summary: "The name of an image says one format, its settings another.",
    why: "libvirt believes the settings, whatever the file holds (formatdomain, Hard drives, `driver`). A qcow2 file that is taken for raw is destroyed from the inside, and a raw one that is taken for qcow2 keeps the guest from starting.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /images/a.qcow2, format: raw } } }",
        "devices: { disk: { root: { volume: { pool: nvme, volume: a.raw }, format: qcow2 } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /images/a.qcow2, format: qcow2 } } }",
        "devices: { disk: { root: { file: /images/a.img, format: qcow2 } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(format) = disk.at("driver/@type") else { return };
    let Some(name) = ["source/@file", "source/@volume"].iter().find_map(|path| disk.at(path)) else { return };
    let Some(named) = image_name::formats(&name.text).filter(|formats| !formats.contains(&&*format.text)) else { return };
    let report = findings.report(format.span, format!("{} is of format `{}`, and its name says `{}`", disk.label(), format.text, named[0]));
    report.related(name.span, "the image").help(format!("write `format: {}`, or give the file another name", named[0]));
}
