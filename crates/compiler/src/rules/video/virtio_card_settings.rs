use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-settings-of-a-virtio-card",
    summary: "A video card has settings of virtio cards, and is another model.",
    why: "Virtio cards can run in a vhost-user process, and have the options of the IOMMU and of virtqueues (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { driver: { name: vhostuser }, model: vga } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { driver: { iommu: on }, model: vga } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { driver: { iommu: on }, model: virtio } } }"],
    check: Check::Each("devices/video", check),
};

const OPTIONS: &[&str] = &["@iommu", "@ats", "@packed", "@page_per_vq"];

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    let Some(driver) = card.find("driver") else { return };
    if matches!(model(card), "virtio" | "") {
        return;
    }
    let process = driver.at("@name").filter(|name| &*name.text == "vhostuser");
    let Some(setting) = process.or_else(|| OPTIONS.iter().find_map(|path| driver.at(path))) else { return };
    let report = findings.report(setting.span, format!("{} is a `{}`, and this is for virtio cards", card.label(), model(card)));
    report.related(card.place("model/@type"), "the card").help("leave it out, or write `virtio`");
}
