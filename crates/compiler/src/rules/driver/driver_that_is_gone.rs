use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "driver-that-is-gone",
    summary: "The guest is for a hypervisor that libvirt has given up.",
    why: "libvirt 5.0 dropped User-mode Linux and 6.0 IBM's Power Hypervisor, and QEMU gave up the accelerator KQEMU \
          years earlier. The words are still in the schema, and nothing runs such guests.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["type: kqemu", "type: uml\nos: { type: { value: hvm, arch: x86_64 } }", "type: phyp"],
    good: &["type: qemu"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if let Some(kind) = guest.domain().at("@type").filter(|kind| matches!(&*kind.text, "kqemu" | "uml" | "phyp")) {
        let report = findings.report(kind.span, format!("nothing runs guests of type `{}` any more", kind.text));
        report.help("write `kvm`, or `qemu` for a guest that is emulated");
    }
}
