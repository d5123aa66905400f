use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-acceleration",
    summary: "A video card has an acceleration that it cannot have, or that says nothing.",
    why: "In QEMU guests, virtio cards accelerate 3D and none 2D; a render node is for cards in a vhost-user process \
          (formatdomain, Video devices; qemu_validate.c, domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: vga, acceleration: { accel3d: true } } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, acceleration: { accel2d: true } } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, acceleration: { accel3d: true, rendernode: /dev/dri/renderD128 } } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, acceleration: {} } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, acceleration: { accel3d: true } } } } }"],
    check: Check::Each("devices/video", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let Some(acceleration) = card.find("model/acceleration").filter(|_| model(card) != "none") else { return };
    if !["@accel2d", "@accel3d", "@rendernode"].iter().any(|path| acceleration.has(path)) {
        let report = findings.report(acceleration.span(), format!("it is not said what {} accelerates", card.label()));
        report.help("write `accel3d: true`, or leave `acceleration` out");
    }
    let is_vhostuser = card.is("driver/@name", "vhostuser");
    if let Some(node) = acceleration.at("@rendernode").filter(|_| !is_vhostuser) {
        let report = findings.report(node.span, format!("{} names a render node, and runs in no vhost-user process", card.label()));
        report.help("write `rendernode` at the display's `gl`, or `driver: { name: vhostuser }` here");
    }
    if !guest.is_qemu() {
        return;
    }
    if acceleration.is("@accel2d", "yes") {
        let report = findings.report(acceleration.place("@accel2d"), format!("{} accelerates 2D, which QEMU cannot", card.label()));
        report.help("leave `accel2d` out").may_go();
    }
    if acceleration.is("@accel3d", "yes") && !is_vhostuser && model(card) != "virtio" {
        let report =
            findings.report(acceleration.place("@accel3d"), format!("{} is a `{}`, and cannot accelerate 3D", card.label(), model(card)));
        report.related(card.place("model/@type"), "the card").help("write `virtio`, or leave `accel3d` out");
    }
}
