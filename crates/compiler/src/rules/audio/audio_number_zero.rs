use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "audio-number-zero",
    summary: "A number about sound is zero.",
    why: "libvirt counts audio backends from 1, and periods, voices, buffers, rates, channels and streams are not 0: leave out \
          what the hypervisor shall choose (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { audio: { a: { id: 0, type: none } } }",
        "devices: { audio: { a: { id: 1, type: alsa, input: { mixingEngine: true, fixedSettings: true, settings: { channels: 0 } } } } }",
        "devices: { audio: { a: { id: 1, type: pipewire, input: { latency: 0 } } } }",
    ],
    good: &[
        "devices: { audio: { a: { id: 1, type: alsa, input: { mixingEngine: true, fixedSettings: true, settings: { channels: 2 } } } } }",
    ],
    check: Check::Guest(check),
};

const OF_A_BACKEND: &[&str] = &[
    "@id",
    "@timerPeriod",
    "input/@voices",
    "input/@bufferLength",
    "input/settings/@frequency",
    "input/settings/@channels",
    "output/@voices",
    "output/@bufferLength",
    "output/settings/@frequency",
    "output/settings/@channels",
];

fn check(guest: &Guest, findings: &mut Findings) {
    for audio in guest.devices("audio") {
        zero(audio, OF_A_BACKEND, findings);
        if audio.is("@type", "pipewire") {
            zero(audio, &["input/@latency", "output/@latency"], findings);
        }
    }
    for card in guest.devices("sound") {
        zero(card, &["audio/@id"], findings);
        if card.is("@model", "virtio") {
            zero(card, &["@streams"], findings);
        }
    }
    for display in guest.devices("graphics").filter(|display| display.is_any("@type", &["vnc", "dbus"])) {
        zero(display, &["audio/@id"], findings);
    }
}

fn zero(device: View, paths: &[&str], findings: &mut Findings) {
    for path in paths.iter().filter(|path| device.number(path) == Some(0)) {
        let name = path.rsplit('@').next().unwrap_or(path);
        findings.report(device.place(path), format!("`{name}` of {} is 0", device.label())).help("write a number from 1, or leave it out");
    }
}
