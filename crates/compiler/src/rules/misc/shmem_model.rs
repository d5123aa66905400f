use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shmem-model",
    summary: "The model of a shared memory is one that QEMU does not have.",
    why: "The device `ivshmem`, which libvirt takes where no model is written, is gone since QEMU 4.0; `ivshmem-plain` and \
          `ivshmem-doorbell` took its place (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0 } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain } } }"],
    check: Check::EachQemu("devices/shmem", check),
};

fn check(memory: View, _guest: &Guest, findings: &mut Findings) {
    let model = memory.at("model/@type");
    if model.is_none_or(|model| &*model.text == "ivshmem") {
        let span = model.map_or_else(|| memory.span(), |model| model.span);
        let instead = if memory.has("server") { "ivshmem-doorbell" } else { "ivshmem-plain" };
        let report = findings.report(span, format!("{} is an `ivshmem`, which QEMU does not have any more", memory.label()));
        let report = report.help(format!("write `model: {instead}`"));
        if let Some(model) = model {
            report.offer(model.span, instead);
        }
    }
}
