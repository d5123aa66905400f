use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "metadata-cache-of-another-format",
    summary: "An image has a size for the cache of its metadata, and a format without such a cache.",
    why: "Of QEMU's formats qcow2 has this cache (formatdomain, Hard drives, `metadata_cache`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /root.img, format: raw, driver: { metadata_cache: { max_size: 1 MiB } } } } }"],
    good: &["devices: { disk: { root: { file: /root.qcow2, format: qcow2, driver: { metadata_cache: { max_size: 1 MiB } } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.qemu_format() != "qcow2") {
        let path = if image.is_backing { "format/metadata_cache" } else { "driver/metadata_cache" };
        let Some(cache) = image.owner.find(path).filter(|cache| cache.number("max_size").is_some_and(|size| size > 0)) else { continue };
        let message = format!("{} has a metadata cache, and format `{}` has none", image.label(), image.qemu_format());
        let report = findings.report(cache.span(), message).help("leave `metadata_cache` out").may_go();
        if let Some(format) = image.format() {
            report.related(format.span, "the format");
        }
    }
}
