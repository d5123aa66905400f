use super::image_name;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "image-format-missing",
    summary: "The format of an image is not written.",
    why: "libvirt does not look at the file, as the guest could have written its beginning; it takes the image for raw (formatdomain, Hard drives, `driver`). The guest then sees the inside of a qcow2 file as its disk, and may destroy it.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /images/a.qcow2 } } }", "devices: { disk: { root: { file: /images/ubuntu-24.04.img } } }"],
    good: &[
        "devices: { disk: { root: { file: /images/a.qcow2, format: qcow2 } } }",
        "devices: { disk: { seed: { file: /images/seed.iso, device: cdrom, bus: sata } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let is_file = disk.at("@type").is_none_or(|kind| &*kind.text == "file");
    let Some(file) = disk.at("source/@file").filter(|_| is_file && !disk.has("driver/@type")) else { return };
    let named = image_name::formats(&file.text);
    // What lies in a drive is nearly always raw.
    let is_drive = disk.is_any("@device", &["cdrom", "floppy"]);
    let is_raw = named.is_some_and(|formats| formats.contains(&"raw"));
    if is_raw || is_drive && named.is_none() {
        return;
    }
    let report = findings.report(file.span, format!("{} has no format, and libvirt takes `raw`", disk.label()));
    report.help(format!("write `format: {}`", named.and_then(|formats| formats.first()).unwrap_or(&"qcow2` or `format: raw")));
}
