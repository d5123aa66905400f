use super::model;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-memory",
    summary: "The memory of a video card is of a size or a kind that it cannot have.",
    why: "`ram`, `vram64` and `vgamem` are those of qxl cards; `vgamem` is a power of two from 1 MiB, and a VGA card has 1 MiB \
          of `vram` at least (formatdomain, Video devices; qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: vga, vgamem: 16 MiB } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: qxl, vgamem: 3 MiB } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: vga, vram: 512 KiB } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { video: { a: { model: { type: qxl, ram: 64 MiB, vram: 64 MiB, vgamem: 16 MiB } } } }",
    ],
    check: Check::Each("devices/video", check),
};

const MIB: u64 = 1 << 20;

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let kind = model(card);
    let Some(model) = card.find("model").filter(|_| !kind.is_empty()) else { return };
    for path in ["@ram", "@vram64", "@vgamem"] {
        if kind != "qxl" && model.bytes(path).is_some_and(|bytes| bytes != 0) {
            let name = path.trim_start_matches('@');
            let report = findings.report(model.place(path), format!("{} is a `{kind}`, and `{name}` is for qxl cards", card.label()));
            report.related(model.place("@type"), "the card").help(format!("leave `{name}` out")).may_go();
        }
    }
    if !guest.is_qemu() {
        return;
    }
    let fits = |bytes: u64| bytes == 0 || (bytes >= MIB && (bytes / 1024).is_power_of_two());
    if kind == "qxl" && model.bytes("@vgamem").is_some_and(|bytes| !fits(bytes)) {
        let report = findings.report(model.place("@vgamem"), format!("{} has a `vgamem` that is no power of two from 1 MiB", card.label()));
        report.help("write for instance `16 MiB`");
    }
    if matches!(kind, "vga" | "vmvga") && model.bytes("@vram").is_some_and(|bytes| bytes != 0 && bytes < MIB) {
        let report = findings.report(model.place("@vram"), format!("{} has less than 1 MiB of memory", card.label()));
        report.help("write for instance `16 MiB`");
    }
}
