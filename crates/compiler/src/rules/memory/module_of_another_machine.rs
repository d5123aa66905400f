use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "module-of-another-machine",
    summary: "A memory module is of a kind that the machine does not take.",
    why: "QEMU plugs `dimm` and `nvdimm` modules into the machines of x86, Arm and PowerPC, and into none of s390x, whose guests take \
          `virtio-mem` (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: s390x, machine: s390-ccw-virtio }
maxMemory: { value: 4 GiB, slots: 2 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 } } } }"#],
    good: &[r#"os: { arch: x86_64, machine: q35 }
maxMemory: { value: 4 GiB, slots: 2 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: dimm, target: { size: 512 MiB, node: 0 } } } }"#],
    check: Check::EachQemu("devices/memory", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    if !guest.is_s390() {
        return;
    }
    if let Some(model) = module.at("@model").filter(|model| matches!(&*model.text, "dimm" | "nvdimm")) {
        let report = findings.report(model.span, format!("s390x guests take no module `{}`", model.text));
        report.help("write `model: virtio-mem`");
    }
}
