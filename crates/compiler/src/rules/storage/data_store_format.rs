use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "data-store-of-another-format",
    summary: "An image has a separate data file, and is not qcow2, or the file is not simply raw, or not described.",
    why: "A data file holds the data of a qcow2 image as they are, from the first byte to the last (formatdomain, Hard drives, \
          `dataStore`; libvirt 10.10).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: { file: /root.img, dataStore: { type: file, format: { type: raw }, source: { file: /data.raw } } }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /root.qcow2, dataStore: { type: file, format: { type: qcow2 }, source: { file: /data.raw } } }, format: qcow2 } } }",
        "devices: { disk: { root: { file: { file: /root.qcow2, dataStore: { type: file, format: { type: raw }, source: { file: /data.raw, slices: { slice: { type: storage, offset: 0, size: 512 } } } } }, format: qcow2 } } }",
        "devices: { disk: { root: { file: { file: /root.qcow2, dataStore: { type: file, format: { type: raw } } }, format: qcow2 } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: { file: /root.qcow2, dataStore: { type: file, format: { type: raw }, source: { file: /data.raw } } }, format: qcow2 } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let Some(store) = image.source().and_then(|source| source.find("dataStore")) else { continue };
        if image.qemu_format() != "qcow2" {
            let message = format!("{} has a data file, and is of format `{}`", image.label(), image.qemu_format());
            findings.report(store.span(), message).help("leave `dataStore` out, or use an image of format qcow2");
        }
        if let Some(format) = store.at("format/@type").filter(|format| &*format.text != "raw") {
            let report = findings.report(format.span, format!("the data file of {} is of format `{}`", image.label(), format.text));
            report.help("write `raw`").fix(format.span, "raw");
        }
        for (_, name) in [("@type", "type"), ("source", "source")].iter().filter(|(path, _)| !store.has(path)) {
            let report = findings.report(store.span(), format!("the data file of {} has no `{name}`", image.label()));
            report.help(format!("write `{name}`: where the file lies is said as for a disk"));
        }
        for part in ["slices", "dataStore"].iter().filter_map(|part| store.find("source")?.find(part)) {
            let report = findings.report(part.span(), format!("the data file of {} has `{}` of its own", image.label(), part.kind()));
            report.help(format!("leave `{}` out: all of the file is data", part.kind()));
        }
    }
}
