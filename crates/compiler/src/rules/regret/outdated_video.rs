use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "outdated-video",
    summary: "A guest has a video card of the nineties.",
    why: "Cirrus and VMware's card are emulated for old systems: few colours at small resolutions, no driver in current ones, and a record of security holes. QEMU itself went to `std` VGA in 2014 (formatdomain, Video devices).",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { video: { card: { model: cirrus } } }"],
    good: &["devices: { video: { card: { model: virtio } } }"],
    check: Check::EachQemu("devices/video", check),
};

fn check(video: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(model) = video.at("model/@type").filter(|model| matches!(&*model.text, "cirrus" | "vmvga")) {
        let report = findings.report(model.span, format!("the video card `{}` is for systems of long ago", model.text));
        report.help("write `virtio`, or `vga` for a guest without its driver");
    }
}
