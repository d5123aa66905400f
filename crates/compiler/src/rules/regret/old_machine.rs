use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "machine-type-that-is-gone",
    summary: "The machine type is so old that QEMU dropped it.",
    why: "QEMU drops a version of a machine type six years after its release; up to version 10.0 it had kept some longer (QEMU, Removed features). On a newer host the guest does not start.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc-i440fx-1.4 }", "os: { arch: x86_64, machine: pc-q35-2.9 }"],
    good: &["os: { arch: x86_64, machine: pc-q35-9.2 }", "os: { arch: x86_64, machine: pc-q35-6.2 }"],
    check: Check::EachQemu("os/type", check),
};

/// Machine types with a version, before it.
const FAMILIES: [&str; 6] = ["pc-i440fx-", "pc-q35-", "pc-", "virt-", "pseries-", "s390-ccw-virtio-"];

/// The last version that was dropped, and the release of QEMU that dropped it.
const GONE: [((u32, u32), (u32, u32)); 5] = [((1, 3), (6, 0)), ((1, 7), (8, 2)), ((4, 1), (10, 1)), ((4, 2), (10, 2)), ((5, 0), (11, 0))];

fn check(kind: View, guest: &Guest, findings: &mut Findings) {
    let Some(machine) = kind.at("@machine") else { return };
    let Some(version) = FAMILIES.iter().find_map(|family| release(machine.text.strip_prefix(family)?)) else { return };
    let Some((_, dropped)) = GONE.iter().find(|(last, _)| version <= *last) else { return };
    let host = guest.host().and_then(|host| host.qemu.as_ref()).and_then(|(version, span)| Some((release(&version.to_string())?, *span)));
    // A host that is known to have it keeps it; of one that is not known, what is released counts.
    let until = host.map_or((10, 1), |(version, _)| version);
    if until < *dropped {
        return;
    }
    let report = findings.report(machine.span, format!("the machine type `{}` is gone in QEMU {}.{}", machine.text, dropped.0, dropped.1));
    let report = report.help("write a newer one, and look at the guest once after the change: its hardware differs");
    if let Some((_, span)) = host {
        report.related(span, "the host has a newer QEMU");
    }
}

/// The first two numbers of a version.
fn release(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}
