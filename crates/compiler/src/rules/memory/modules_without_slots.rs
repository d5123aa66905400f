use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "modules-without-slots",
    summary: "Memory modules are plugged in where nothing can be plugged in.",
    why: "`maxMemory` with its slots makes room for memory devices; libvirt's QEMU driver refuses a device without it \
          (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 } } } }"#],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 } } } }"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(first) = guest.devices("memory").next() else { return };
    if guest.domain().find("maxMemory").is_none() {
        let message = "there is no room for memory modules";
        findings.report(first.span(), message).help("write a ceiling with slots beside `memory`: `maxMemory: { value: 16 GiB, slots: 4 }`");
    }
}
