use super::device;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "lun-settings-elsewhere",
    summary: "A disk that is no LUN has settings of SCSI commands.",
    why: "`rawio`, `sgio` and `reservations` are about SCSI commands of the guest, which only a LUN passes on (formatdomain, \
          Hard drives).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { block: /dev/sdb, format: raw, rawio: true } } }",
        "devices: { disk: { root: { block: /dev/sdb, format: raw, sgio: filtered } } }",
        "devices: { disk: { root: { block: { dev: /dev/sdb, reservations: { managed: true } }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { lun: { block: { dev: /dev/sdb, reservations: { managed: true } }, device: lun, bus: scsi, rawio: true } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let settings = ["@rawio", "@sgio", "source/reservations"].into_iter().filter(|path| disk.has(path));
    for path in settings.filter(|_| device(disk) != "lun") {
        let name = path.trim_start_matches("source/").trim_start_matches('@');
        let report = findings.report(disk.place(path), format!("{} has `{name}`, and is no LUN", disk.label()));
        report.help(format!("leave `{name}` out, or write `device: lun`"));
    }
}
