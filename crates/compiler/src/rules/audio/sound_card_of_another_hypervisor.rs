use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "sound-card-of-another-hypervisor",
    summary: "A sound card is one of another hypervisor.",
    why: "`ich7` is bhyve's sound card, and its only one (qemu_validate.c, bhyve_command.c); VirtualBox has `ac97` and `sb16` \
          (vbox_common.c). bhyve's limits are warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { sound: { a: { model: ich7 } } }", "type: bhyve\nos: { arch: x86_64 }\ndevices: { sound: { a: { model: ich9 } } }"],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { sound: { a: { model: ich9 } } }",
        "type: bhyve\nos: { arch: x86_64 }\ndevices: { sound: { a: { model: ich7 } } }",
    ],
    check: Check::Each("devices/sound", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(card, "@model", guest) {
        foreign.report(findings, &format!("{} is an", card.label()));
    }
}
