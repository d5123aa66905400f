use super::host_path::{Reach, reach};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::element::{Element, Value};

pub(super) const RULE: Rule = Rule {
    id: "file-of-the-host",
    summary: "A guest reads or writes a file of the host's own.",
    why: "libvirt opens what a domain names, and relabels it for QEMU: a disk, a kernel or the log of a serial port can be `/etc/shadow` or a key of root's as well. The guest then has it, or the host has lost it.",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { a: { file: /etc/shadow, format: raw, readonly: true } } }",
        "devices: { serial: { tty: { file: /etc/cron.d/a } } }",
        "os: { kernel: /boot/vmlinuz, initrd: /root/.ssh/id_rsa }",
    ],
    good: &[
        "devices: { disk: { a: { file: /var/lib/libvirt/images/a.qcow2, format: qcow2 } }, serial: { tty: { file: /var/log/a.log } } }",
    ],
    check: Check::Guest(check),
};

/// Elements, their attributes that name a file of the host, and whether it is written.
const ATTRIBUTES: [(&str, &str, bool); 8] = [
    ("source", "file", true),
    ("source", "path", true),
    ("source", "dir", true),
    ("log", "file", true),
    ("backend", "logFile", true),
    ("rom", "file", false),
    ("entry", "file", false),
    ("nvram", "template", false),
];

/// Elements whose text names one, and whether it is written.
const TEXTS: [(&str, bool); 8] = [
    ("kernel", false),
    ("initrd", false),
    ("dtb", false),
    ("shim", false),
    ("loader", false),
    ("table", false),
    ("nvram", true),
    ("path", true),
];

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    for part in ["os", "sysinfo", "devices"] {
        for element in domain.all(part) {
            visit(element.element(), false, findings);
        }
    }
}

fn visit(element: &Element, is_readonly: bool, findings: &mut Findings) {
    let is_readonly = is_readonly || element.child("readonly").is_some();
    for child in element.children() {
        // Shares of folders have a rule of their own.
        if child.place.name == "filesystem" {
            continue;
        }
        let named = |name: &str| name == child.place.name;
        for (_, attribute, is_written) in ATTRIBUTES.iter().filter(|(name, ..)| named(name)) {
            judge(child.attribute(attribute), *is_written && !is_readonly, findings);
        }
        for (_, is_written) in TEXTS.iter().filter(|(name, _)| named(name)) {
            judge(child.text.as_ref(), *is_written, findings);
        }
        visit(child, is_readonly, findings);
    }
}

fn judge(path: Option<&Value>, is_written: bool, findings: &mut Findings) {
    let Some(path) = path else { return };
    let Some(reach) = reach(&path.text) else { return };
    if reach == Reach::Secrets || reach == Reach::System && is_written {
        let report = findings.report(path.span, format!("the guest is given `{}` of the host", path.text));
        report.label(reach.words()).help("name a file that is for guests, such as one below `/var/lib/libvirt`");
    }
}
