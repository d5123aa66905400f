use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "bios-date-of-wrong-form",
    summary: "The date of the BIOS is not written as month, day and year.",
    why: "SMBIOS holds the date as `mm/dd/yyyy`, or `mm/dd/yy` for 1900 to 1999. libvirt refuses others: \"Invalid BIOS 'date' format\" \
          (formatdomain, SMBIOS System Information).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "sysinfo: [{ type: smbios, bios: { entry: [{ name: date, value: 2024-01-31 }] } }]",
        "sysinfo: [{ type: smbios, bios: { entry: [{ name: date, value: 31/01/2024 }] } }]",
    ],
    good: &["sysinfo: [{ type: smbios, bios: { entry: [{ name: date, value: 01/31/2024 }] } }]"],
    check: Check::Each("sysinfo", check),
};

fn check(sysinfo: View, _guest: &Guest, findings: &mut Findings) {
    if !sysinfo.is("@type", "smbios") {
        return;
    }
    for entry in sysinfo.all("bios/entry").filter(|entry| entry.is("@name", "date")) {
        let Some(date) = entry.at("").filter(|date| !is_date(&date.text)) else { continue };
        let report = findings.report(date.span, format!("`{}` is no date of a BIOS", date.text));
        report.help("write the month, the day and the year, as in `01/31/2024`");
    }
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('/').map(|part| part.trim_start().parse::<u32>().ok());
    let (Some(Some(month)), Some(Some(day)), Some(Some(year)), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    (1..=12).contains(&month) && (1..=31).contains(&day) && !(100..1900).contains(&year)
}
