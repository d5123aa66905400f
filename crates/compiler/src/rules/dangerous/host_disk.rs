use super::host_path::{Reach, reach};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::element::{Element, Value};

pub(super) const RULE: Rule = Rule {
    id: "disk-of-the-host",
    summary: "A guest is given a disk, the memory or the ports of the host.",
    why: "`/dev/sda` and the like are the disks that the host itself runs from, as long as nobody says otherwise, and their names change from boot to boot. Who writes to `/dev/mem` or `/dev/port` is the host.",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { block: /dev/sda, format: raw } } }", "devices: { serial: { tty: { dev: /dev/mem } } }"],
    good: &[
        "devices: { disk: { root: { block: /dev/vg0/guest, format: raw } } }",
        "devices: { disk: { root: { block: /dev/disk/by-id/ata-WDC_WD80EFZZ, format: raw } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if let Some(devices) = guest.domain().find("devices") {
        visit(devices.element(), findings);
    }
}

fn visit(element: &Element, findings: &mut Findings) {
    for child in element.children() {
        if child.place.name == "source" {
            for path in ["dev", "file", "path"].iter().filter_map(|name| child.attribute(name)) {
                judge(path, findings);
            }
        }
        if matches!(child.place.name, "block" | "char" | "path")
            && let Some(path) = &child.text
        {
            judge(path, findings);
        }
        visit(child, findings);
    }
}

fn judge(path: &Value, findings: &mut Findings) {
    let Some(reach) = reach(&path.text).filter(|reach| matches!(reach, Reach::Disk | Reach::Hardware)) else { return };
    let report = findings.report(path.span, format!("the guest is given `{}`, {}", path.text, reach.words()));
    if reach == Reach::Disk {
        report.help("give it a volume, or a whole disk by its name below `/dev/disk/by-id`");
    }
}
