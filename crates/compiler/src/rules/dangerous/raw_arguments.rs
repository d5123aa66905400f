use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "raw-arguments",
    summary: "A spec adds to the command line of the hypervisor.",
    why: "What stands there goes to QEMU, bhyve or Xen as it is: any file of the host can be opened, any port bound, and libvirt neither checks nor labels it (drvqemu, Pass-through of arbitrary QEMU commands).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["qemu:commandline: { arg: [{ value: -s }] }", "qemu:commandline: { env: { name: LD_PRELOAD, value: /tmp/a.so } }"],
    good: &["devices: { serial: { tty: { pty: {} } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for extension in ["qemu:commandline", "bhyve:commandline", "xen:commandline"] {
        let Some(arguments) = guest.domain().find(extension) else { continue };
        if let Some(first) = arguments.contents().next() {
            let report = findings.report(first.span(), format!("`{extension}` hands the hypervisor what libvirt does not check"));
            report.help("look for an element of libvirt's that does the same");
        }
    }
}
