use super::is_virtio;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-options-of-another-card",
    summary: "An interface has options of virtio cards, and is another model.",
    why: "The options of the IOMMU and of virtqueues are those of the models `virtio`, `virtio-transitional` and \
          `virtio-non-transitional` (domain_validate.c). x86 guests get another model where none is written.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, model: e1000e, driver: { iommu: on } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { interface: { a: { network: default, driver: { ats: on } } } }",
    ],
    good: &["devices: { interface: { a: { network: default, model: virtio, driver: { iommu: on } } } }"],
    check: Check::Each("devices/interface", check),
};

const OPTIONS: &[&str] = &["@iommu", "@ats", "@packed", "@page_per_vq"];

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = card.find("driver") else { return };
    let Some((path, option)) = OPTIONS.iter().find_map(|path| Some((path, driver.at(path)?))) else { return };
    // What other drivers choose is not known here.
    if is_virtio(card, guest) != Some(false) || (!card.has("model") && !guest.is_qemu()) {
        return;
    }
    let name = path.trim_start_matches('@');
    let report = findings.report(option.span, format!("{} is no virtio card, and `{name}` is for those", card.label()));
    report.related(card.place("model/@type"), "the card").help(format!("write `model: virtio`, or leave `{name}` out"));
}
