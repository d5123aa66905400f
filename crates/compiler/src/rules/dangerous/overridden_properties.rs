use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "overridden-properties",
    summary: "A spec changes what libvirt tells QEMU of its devices, or believes of QEMU.",
    why: "With `qemu:override` a device gets any property, such as another backend, behind libvirt's back; `qemu:capabilities` and `qemu:deprecation` are for tests of libvirt itself (drvqemu).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        "qemu:capabilities: { del: blockdev }",
        r#"qemu:override: { device: { alias: ua-disk, frontend: { property: { name: share-rw, type: bool, value: "true" } } } }"#,
    ],
    good: &["devices: { disk: { root: { file: /a.qcow2, format: qcow2, alias: ua-disk } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for extension in ["qemu:override", "qemu:capabilities", "qemu:deprecation"] {
        let Some(found) = guest.domain().find(extension) else { continue };
        let report = findings.report(found.span(), format!("`{extension}` goes behind libvirt's back"));
        report.help("leave it out where a guest is to be relied on");
    }
}
