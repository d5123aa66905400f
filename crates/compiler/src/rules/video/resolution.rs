use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-resolution",
    summary: "A video card has a resolution that it cannot have.",
    why: "QEMU sets the resolution of vga, qxl, virtio and bochs cards, and both sides of it are greater than 0 \
          (qemu_validate.c, domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: cirrus, resolution: { x: 800, y: 600 } } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: vga, resolution: { x: 0, y: 600 } } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: vga, resolution: { x: 800, y: 600 } } } } }"],
    check: Check::Each("devices/video", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let Some(resolution) = card.find("model/resolution") else { return };
    for path in ["@x", "@y"].into_iter().filter(|path| resolution.number(path) == Some(0)) {
        findings.report(resolution.place(path), format!("the resolution of {} is 0", card.label())).help("write a number from 1");
    }
    if guest.is_qemu() && !matches!(model(card), "vga" | "qxl" | "virtio" | "bochs" | "none" | "") {
        let report = findings.report(resolution.span(), format!("{} is a `{}`, whose resolution cannot be set", card.label(), model(card)));
        report.related(card.place("model/@type"), "the card").help("leave `resolution` out, or write `vga` or `virtio`");
    }
}
