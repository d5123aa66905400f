use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-of-another-machine",
    summary: "A video card is of a model that QEMU or the machine does not have.",
    why: "`xen`, `vbox` and `gop` are cards of other hypervisors; s390x guests have virtio cards only (qemu_validate.c, domain \
          capabilities).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { video: { a: { model: xen } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { video: { a: { model: vga } } }",
    ],
    good: &["os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { video: { a: { model: virtio } } }"],
    check: Check::EachQemu("devices/video", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let model = model(card);
    let is_foreign = matches!(model, "xen" | "vbox" | "gop");
    if is_foreign || (guest.is_s390() && !matches!(model, "virtio" | "none" | "")) {
        let whose = if is_foreign { "QEMU does" } else { "s390x guests do" };
        let report = findings.report(card.place("model/@type"), format!("{} is a `{model}`, which {whose} not have", card.label()));
        report.help("write `virtio`");
    }
}
