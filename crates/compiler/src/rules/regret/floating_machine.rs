use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "floating-machine-type",
    summary: "The machine type has no version.",
    why: "libvirt takes such a name for the newest version that its QEMU has, each time the guest is defined (formatdomain, Operating system booting, `machine`). Where specs are compiled and defined again, an upgrade of the host changes the guest's hardware: Windows may ask to be activated anew, and guests of two hosts differ.",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35 }", "os: { arch: aarch64, machine: virt }"],
    good: &["os: { arch: x86_64, machine: pc-q35-9.2 }", "os: { arch: riscv64, machine: virt }"],
    check: Check::EachQemu("os/type", check),
};

fn check(kind: View, guest: &Guest, findings: &mut Findings) {
    let Some(machine) = kind.at("@machine") else { return };
    // The machines of the others have no versions.
    let versioned = match &*machine.text {
        "pc" => "pc-i440fx",
        "q35" => "pc-q35",
        "virt" if guest.is_arm() => "virt",
        "pseries" => "pseries",
        "s390-ccw-virtio" => "s390-ccw-virtio",
        _ => return,
    };
    let report = findings.report(machine.span, format!("the machine type `{}` is a newer one after an upgrade of the host", machine.text));
    report.help(match guest.host().and_then(|host| host.qemu.as_ref()) {
        Some((version, _)) => {
            let version = version.to_string();
            let release = version.split('.').take(2).collect::<Vec<_>>().join(".");
            format!("write `{versioned}-{release}`, the newest of QEMU {release}")
        }
        None => format!("write the version that its hosts have, such as `{versioned}-9.2`"),
    });
}
