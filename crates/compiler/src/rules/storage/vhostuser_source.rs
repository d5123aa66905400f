use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-vhostuser-source",
    summary: "A disk of type vhostuser does not name the socket of its server.",
    why: "The source is of type `unix` and has a path (formatdomain, Hard drives, `vhostuser`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix } } } }",
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: pci, path: /run/disk.sock } } } }",
    ],
    good: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock } } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.kind() == "vhostuser") {
        let Some(source) = image.source() else { continue };
        if !source.is("@type", "unix") {
            let report = findings.report(source.place("@type"), format!("the source of {} is not of type `unix`", image.label()));
            report.help("write `type: unix` in the source");
        }
        if !source.has("@path") {
            let report = findings.report(source.span(), format!("{} has no socket of its server", image.label()));
            report.help("write `path` in the source");
        }
    }
}
