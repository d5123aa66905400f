use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "min-guarantee-with-qemu",
    summary: "A QEMU guest is guaranteed memory.",
    why: "Only VMware ESX and OpenVZ know `min_guarantee`; libvirt's QEMU driver refuses it (formatdomain, Memory Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["memtune: { min_guarantee: 1 GiB }"],
    good: &["memtune: { hard_limit: 4 GiB }"],
    check: Check::EachQemu("memtune", check),
};

fn check(memtune: View, _guest: &Guest, findings: &mut Findings) {
    if memtune.bytes("min_guarantee").is_some_and(|size| size > 0) {
        let message = "QEMU cannot guarantee memory";
        findings
            .report(memtune.place("min_guarantee"), message)
            .help("leave it out; `memoryBacking: { locked: true }` keeps memory from swapping")
            .may_go();
    }
}
