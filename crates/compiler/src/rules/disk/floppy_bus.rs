use super::{bus, bus_span, device};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "floppy-on-another-bus",
    summary: "A floppy is not on bus fdc, or another disk is.",
    why: "Floppy drives hang on the floppy controller, and nothing else does (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { boot: { file: /boot.img, format: raw, device: floppy, bus: ide, target: fda } } }",
        "devices: { disk: { boot: { file: /boot.img, format: raw, bus: fdc, target: hda } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { disk: { boot: { file: /boot.img, format: raw, device: floppy } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let bus = bus(disk);
    if (device(disk) == "floppy") == (bus == "fdc") {
        return;
    }
    if bus == "fdc" {
        let report = findings.report(bus_span(disk), format!("{} is on bus `fdc`, and no floppy", disk.label()));
        report.help("write `device: floppy`, or another bus");
    } else {
        let report = findings.report(bus_span(disk), format!("{} is a floppy on bus `{bus}`", disk.label()));
        let report = report.related(disk.place("@device"), "a floppy").help("write `bus: fdc`");
        if let Some(written) = disk.at("target/@bus") {
            report.fix(written.span, "fdc");
        }
    }
}
