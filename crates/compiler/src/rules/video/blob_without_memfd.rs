use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-blob-without-memfd",
    summary: "A virtio card shares its buffers, and the memory of the guest does not come from memfd.",
    why: "`blob: true` shares memory between guest and host as file descriptors, which `memoryBacking: { source: memfd }` \
          gives (qemu_validate.c since 9.2).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, blob: on } } } }"],
    good: &[
        "memoryBacking: { source: { type: memfd } }\nos: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: virtio, blob: on } } } }",
    ],
    check: Check::EachQemu("devices/video", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    if model(card) == "virtio" && card.is("model/@blob", "on") && !guest.domain().is("memoryBacking/source/@type", "memfd") {
        let report =
            findings.report(card.place("model/@blob"), format!("{} shares its buffers, and the guest's memory is no memfd", card.label()));
        report.help("write `memoryBacking: { source: { type: memfd } }`, or leave `blob` out");
    }
}
