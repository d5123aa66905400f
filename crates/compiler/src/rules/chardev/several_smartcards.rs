use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "several-smartcards",
    summary: "More than one smartcard, or a card in another place than the first slot.",
    why: "QEMU guests have one card reader with one slot, controller 0 and slot 0 on the CCID bus (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { smartcard: { a: { mode: host }, b: { mode: host } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { smartcard: { a: { mode: host, address: { type: ccid, controller: 0, slot: 1 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { smartcard: { a: { mode: host, address: \"0000:00:05.0\" } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { smartcard: { a: { mode: host } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if let Some(second) = guest.devices("smartcard").nth(1) {
        let report = findings.report(second.span(), format!("{} is the second one, and a guest has one", second.label()));
        report.help("leave it out");
    }
    for card in guest.devices("smartcard") {
        let Some(address) = card.find("address") else { continue };
        let is_first = ["@controller", "@slot"].into_iter().all(|path| address.number(path).unwrap_or_default() == 0);
        if !address.is("@type", "ccid") || !is_first {
            let report = findings.report(address.span(), format!("{} is not in slot 0 of CCID controller 0", card.label()));
            report.help("leave `address` out");
        }
    }
}
