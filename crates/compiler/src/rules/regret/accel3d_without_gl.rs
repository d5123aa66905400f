use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "accel3d-without-opengl",
    summary: "A virtio video card is to draw in 3D, and nothing draws for it.",
    why: "QEMU needs OpenGL of a screen for that, `gl` of a SPICE or SDL one or an `egl-headless`, and else does not start the guest (formatdomain, Video devices, `accel3d`).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        "devices: { video: { card: { model: { type: virtio, acceleration: { accel3d: true } } } }, graphics: { vnc: { type: vnc, autoport: true } } }",
    ],
    good: &[
        "devices: { video: { card: { model: { type: virtio, acceleration: { accel3d: true } } } }, graphics: { vnc: { type: vnc, autoport: true }, egl: { type: egl-headless } } }",
    ],
    check: Check::EachQemu("devices/video", check),
};

fn check(video: View, guest: &Guest, findings: &mut Findings) {
    let Some(accelerated) = video.at("model/acceleration/@accel3d").filter(|on| &*on.text == "yes") else { return };
    let draws = |graphics: View| graphics.is_any("@type", &["egl-headless", "dbus"]) || graphics.is("gl/@enable", "yes");
    let is_here = video.is("model/@type", "virtio") && !video.is("driver/@name", "vhostuser");
    if is_here && !guest.devices("graphics").any(draws) && !guest.domain().has("qemu:commandline") {
        let report = findings.report(accelerated.span, "no screen of the guest has OpenGL");
        report.help("add under `graphics`: `egl: { type: egl-headless }`, or `gl: { enable: true }` to a SPICE screen");
    }
}
