use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "firmware-config-name",
    summary: "A firmware configuration blob has a name that is not the user's to give, or no single content.",
    why: "QEMU keeps the names outside `opt/` to itself, and `opt/ovmf/` and `opt/org.qemu/` for firmware. libvirt refuses these \
          names, and a blob that has neither a text nor a file, or both (formatdomain, SMBIOS System Information, `fwcfg`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "sysinfo: [{ type: fwcfg, entry: [{ name: com.example/a, value: text }] }]",
        "sysinfo: [{ type: fwcfg, entry: [{ name: opt/ovmf/a, value: text }] }]",
        "sysinfo: [{ type: fwcfg, entry: [{ name: opt/com.example/a }] }]",
    ],
    good: &["sysinfo: [{ type: fwcfg, entry: [{ name: opt/com.example/a, value: text }] }]"],
    check: Check::Each("sysinfo", check),
};

fn check(sysinfo: View, guest: &Guest, findings: &mut Findings) {
    if !sysinfo.is("@type", "fwcfg") {
        return;
    }
    for entry in sysinfo.all("entry") {
        let has_text = entry.at("").is_some_and(|text| !text.text.is_empty());
        if !has_text && !entry.has("@file") {
            findings.report(entry.span(), "this blob has no content").help("write `value` or `file`");
        }
        if guest.is_qemu() {
            check_name(entry, findings);
            if let Some(file) = entry.at("@file").filter(|_| has_text) {
                findings.report(file.span, "this blob has a text, too").help("leave `value` or `file` out");
            }
        }
    }
}

fn check_name(entry: View, findings: &mut Findings) {
    let Some(name) = entry.at("@name") else { return };
    if !name.text.starts_with("opt/") {
        let report = findings.report(name.span, format!("the name `{}` belongs to QEMU", name.text));
        report.help("begin it with `opt/` and a domain of yours, as in `opt/com.example/name`");
    } else if name.text.starts_with("opt/ovmf/") || name.text.starts_with("opt/org.qemu/") {
        findings.report(name.span, format!("the name `{}` belongs to firmware", name.text)).help("write `opt/` and a domain of yours");
    }
}
