use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nothing-to-boot",
    summary: "A guest with devices has nothing that it could boot from.",
    why: "Without a disk, a network card, a kernel or a device of the host the firmware finds nothing, and the guest waits in it forever.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { serial: { tty: { pty: {} } } }"],
    good: &[
        "devices: { serial: { tty: { pty: {} } }, disk: { root: { file: /images/a.qcow2, format: qcow2 } } }",
        r#"os: { kernel: /boot/vmlinuz, cmdline: console=ttyS0 }
devices: { serial: { tty: { pty: {} } } }"#,
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    // Who writes nothing that shows a running guest is not done yet.
    let shown = ["graphics", "video", "serial", "console", "channel"];
    let Some(devices) = domain.find("devices").filter(|devices| shown.iter().any(|kind| devices.has(kind))) else { return };
    let bootable = ["disk", "interface", "hostdev", "redirdev", "filesystem", "lease"];
    let is_given = ["os/kernel", "os/loader", "bootloader", "qemu:commandline"].iter().any(|path| domain.has(path));
    if is_given || bootable.iter().any(|kind| devices.has(kind)) || guest.machine() == Some("none") {
        return;
    }
    let report = findings.report(devices.span(), "the guest has nothing to boot from");
    report.help("give it a disk, an interface or, under `os`, a `kernel`");
}
