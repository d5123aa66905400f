use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "option-rom-off-pci",
    summary: "An option ROM is set up at a device that has none.",
    why: "Only PCI devices have an option ROM: libvirt refuses `rom` at devices with other addresses. Where it is switched off with \
          `enabled`, there is nothing more to set, and libvirt refuses `bar` and `file` (formatdomain, Host device assignment, `rom`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices:\n  hostdev:\n    \
         stick: { mode: subsystem, type: usb, source: { vendor: \"0x1234\", product: \"0x5678\" }, rom: { bar: true }, address: { type: usb, port: 1 } }",
        "os: { arch: x86_64, machine: pc }\n\
         devices: { interface: { lan: { network: default, model: virtio, rom: { enabled: false, file: /rom } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { interface: { lan: { network: default, model: virtio, rom: { enabled: false } } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for device in guest.devices("interface").chain(guest.devices("hostdev")) {
        let Some(rom) = device.find("rom") else { continue };
        check_disabled(rom, findings);
        let Some(kind) = device.find("address").and_then(|address| address.at("@type")) else { continue };
        if guest.is_qemu() && !matches!(&*kind.text, "pci" | "unassigned") {
            let report = findings.report(rom.span(), format!("{} is not on PCI, and has no option ROM", device.label()));
            report.related(kind.span, "its bus").help("leave `rom` out").may_go();
        }
    }
}

fn check_disabled(rom: View, findings: &mut Findings) {
    let set = ["@bar", "@file"].iter().find_map(|path| rom.at(path));
    if let Some(set) = set.filter(|_| rom.is_off("@enabled")) {
        let report = findings.report(set.span, "this option ROM is switched off");
        report.related(rom.place("@enabled"), "here").help("leave it out, or `enabled`");
    }
}
