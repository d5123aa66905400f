use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "second-smartcard",
    summary: "A guest has more than the one smartcard that QEMU can give it.",
    why: "QEMU's card reader has one slot, and a guest has one reader: libvirt refuses a second smartcard, and one at another place \
          than slot 0 of controller 0 (formatdomain, Smartcard devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { smartcard: [{ mode: host }, { mode: host }] }",
        "os: { arch: x86_64, machine: pc }\ndevices: { smartcard: { card: { mode: host, address: { type: ccid, controller: 0, slot: 1 } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { smartcard: { card: { mode: host, address: { type: ccid, controller: 0, slot: 0 } } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut cards = guest.devices("smartcard");
    let Some(first) = cards.next() else { return };
    if let Some(address) = first.find("address").filter(|address| address.is("@type", "ccid")) {
        for path in ["@controller", "@slot"].into_iter().filter(|path| address.number(path).is_some_and(|number| number != 0)) {
            findings
                .report(address.place(path), "QEMU has one card reader with one slot, number 0")
                .help("write 0, or leave the address out");
        }
    }
    for card in cards {
        let report = findings.report(card.span(), "QEMU gives a guest one smartcard");
        report.related(first.span(), "this one").help("leave the other out");
    }
}
