use super::{Image, images};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "discard-no-unref-elsewhere",
    summary: "A disk keeps discarded clusters allocated, and has none to discard.",
    why: "`discard_no_unref` is about the clusters of a qcow2 image that the guest writes to (formatdomain, Hard \
          drives, `driver`; libvirt 9.5).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, driver: { discard_no_unref: true } } } }",
        "devices: { disk: { root: { file: /root.qcow2, format: qcow2, readonly: true, driver: { discard_no_unref: true } } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.qcow2, format: qcow2, driver: { discard_no_unref: true } } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(discard) = disk.at("driver/@discard_no_unref").filter(|discard| &*discard.text == "on") else { return };
    let format = images(disk).next().and_then(Image::format);
    let (what, place) = if format.is_none_or(|format| &*format.text != "qcow2") {
        ("not of format qcow2", format.map_or_else(|| disk.span(), |format| format.span))
    } else if disk.has("readonly") {
        ("read-only", disk.place("readonly"))
    } else if disk.is("@device", "cdrom") {
        ("a CD-ROM", disk.place("@device"))
    } else {
        return;
    };
    let report = findings.report(discard.span, format!("{} has `discard_no_unref`, and is {what}", disk.label()));
    report.related(place, what).help("leave `discard_no_unref` out").may_go();
}
