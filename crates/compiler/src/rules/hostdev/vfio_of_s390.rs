use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::element::Value;

pub(super) const RULE: Rule = Rule {
    id: "mdev-model-of-another-machine",
    summary: "A mediated device is for s390x and the guest is not, or there are several of model vfio-ap.",
    why: "Channel devices (`vfio-ccw`) and crypto adapters (`vfio-ap`) are those of IBM Z, and a guest takes one \
          matrix of crypto adapters (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { hostdev: { dasd: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-ccw } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { hostdev: { a: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-ap }, b: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf7, model: vfio-ap } } }",
    ],
    good: &[
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { hostdev: { a: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-ap } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut first = None;
    for hostdev in guest.devices("hostdev").filter(|hostdev| hostdev.is("@type", "mdev")) {
        let Some(model) = hostdev.at("@model").filter(|model| matches!(&*model.text, "vfio-ccw" | "vfio-ap")) else { continue };
        refuse_elsewhere(model, guest, findings);
        if &*model.text == "vfio-ap" {
            refuse_second(model, first.get_or_insert(model), findings);
        }
    }
}

fn refuse_elsewhere(model: &Value, guest: &Guest, findings: &mut Findings) {
    if let Some(arch) = guest.arch().filter(|_| !guest.is_s390()) {
        let report = findings.report(model.span, format!("model `{}` is for s390x, and this guest is `{arch}`", model.text));
        report.help("write `vfio-pci`, or what the device is");
    }
}

fn refuse_second(model: &Value, first: &Value, findings: &mut Findings) {
    if !std::ptr::eq(model, first) {
        let report = findings.report(model.span, "a guest has one device of model `vfio-ap`");
        report.related(first.span, "first here").help("put all adapters and domains into one mediated device");
    }
}
