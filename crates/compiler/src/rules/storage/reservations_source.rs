use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-reservations",
    summary: "Persistent reservations do not say who helps with them.",
    why: "libvirt runs the helper itself, `managed: yes`, or connects as a client to the UNIX socket of one that \
          runs already (formatdomain, Hard drives, `reservations`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { lun: { block: { dev: /dev/sdb, reservations: { managed: false } }, device: lun, bus: scsi } } }",
        "devices: { disk: { lun: { block: { dev: /dev/sdb, reservations: {} }, device: lun, bus: scsi } } }",
        "devices: { disk: { lun: { block: { dev: /dev/sdb, reservations: { managed: false, source: { type: unix, path: /run/pr.sock, mode: server } } }, device: lun, bus: scsi } } }",
    ],
    good: &[
        "devices: { disk: { lun: { block: { dev: /dev/sdb, reservations: { managed: false, source: { type: unix, path: /run/pr.sock, mode: client } } }, device: lun, bus: scsi } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let Some(reservations) = image.source().and_then(|source| source.find("reservations")) else { continue };
        match reservations.at("@managed") {
            None => {
                let report =
                    findings.report(reservations.span(), format!("it is not said who helps with the reservations of {}", image.label()));
                report.help("write `managed: yes`, or `managed: no` with the `source` of a helper");
            }
            Some(managed) if &*managed.text == "no" && !reservations.has("source") => {
                let report = findings.report(managed.span, format!("nobody helps with the reservations of {}", image.label()));
                report.help("write `source: { type: unix, path: …, mode: client }` beside it, or `managed: yes`");
            }
            Some(_) => {}
        }
        if let Some(mode) = reservations.at("source/@mode").filter(|mode| &*mode.text == "server" && reservations.is_off("@managed")) {
            findings
                .report(mode.span, "the hypervisor is no helper with reservations itself")
                .help("write `client`")
                .fix(mode.span, "client");
        }
    }
}
