use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hostdev-of-another-mode",
    summary: "A host device is of a type that its mode does not have, or of a mode that QEMU does not have.",
    why: "Mode `capabilities` gives containers block and character devices and network interfaces of the host: \
          types `storage`, `misc` and `net`. Mode `subsystem`, which is taken when nothing is written, gives whole \
          devices to machines (formatdomain, Host device assignment).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { disk: { storage: { block: /dev/sdb } } } }",
        "devices: { hostdev: { disk: { mode: capabilities, storage: { block: /dev/sdb } } } }",
        "devices: { hostdev: { nic: { mode: capabilities, pci: \"0000:03:00.0\" } } }",
    ],
    good: &["devices: { hostdev: { nic: { mode: subsystem, pci: \"0000:03:00.0\" } } }"],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, guest: &Guest, findings: &mut Findings) {
    let Some(kind) = hostdev.at("@type") else { return };
    let is_capability = matches!(&*kind.text, "storage" | "misc" | "net");
    let Some(mode) = hostdev.at("@mode").filter(|mode| &*mode.text == "capabilities") else {
        if is_capability {
            let report =
                findings.report(kind.span, format!("{} is of type `{}`, which mode `subsystem` does not have", hostdev.label(), kind.text));
            report.help("write `mode: capabilities` for a container; a machine takes a `disk` or an `interface`");
        }
        return;
    };
    if !is_capability {
        let report =
            findings.report(kind.span, format!("{} is of type `{}`, which mode `capabilities` does not have", hostdev.label(), kind.text));
        report.related(mode.span, "the mode").help("write `mode: subsystem`, or leave it out").fix(mode.span, "subsystem");
        return;
    }
    if guest.is_qemu() {
        let report = findings.report(mode.span, format!("{} is of mode `capabilities`, which is for containers", hostdev.label()));
        report.help("give a machine a `disk` or an `interface`");
    }
    let wanted = match &*kind.text {
        "storage" => "block",
        "misc" => "char",
        _ => "interface",
    };
    if hostdev.find("source").is_some_and(|source| !source.has(wanted)) {
        let report =
            findings.report(hostdev.place("source"), format!("{} is of type `{}`, and has no `{wanted}`", hostdev.label(), kind.text));
        report.related(kind.span, "its type").help(format!("write `{wanted}` in the source"));
    }
}
