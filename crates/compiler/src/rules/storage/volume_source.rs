use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "half-a-volume",
    summary: "A disk of type volume has a pool and no volume, or a volume and no pool.",
    why: "A volume is found in a pool (formatdomain, Hard drives, `volume`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { volume: { pool: images }, format: raw } } }",
        "devices: { disk: { root: { volume: { volume: root.img }, format: raw } } }",
    ],
    good: &["devices: { disk: { root: { volume: { pool: images, volume: root.img }, format: raw } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.kind() == "volume") {
        let Some(source) = image.source() else { continue };
        let (there, missing) = match (source.at("@pool"), source.at("@volume")) {
            (Some(pool), None) => (pool, "volume"),
            (None, Some(volume)) => (volume, "pool"),
            _ => continue,
        };
        findings.report(there.span, format!("{} has no `{missing}`", image.label())).help(format!("write `{missing}` beside it"));
    }
}
