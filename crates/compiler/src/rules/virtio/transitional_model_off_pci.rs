use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "transitional-model-off-pci",
    summary: "A transitional or non-transitional virtio device is not on PCI.",
    why: "Which versions of virtio a device speaks is chosen for PCI devices only; on channel I/O and MMIO there is no such choice, and \
          libvirt does not start the guest. On s390 virtio devices are on channel I/O where their address says nothing else \
          (formatdomain, Virtio transitional devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { rng: { a: { model: virtio-transitional, backend: { model: random } } } }",
        "os: { arch: aarch64, machine: virt }\n\
         devices: { memballoon: { model: virtio-non-transitional, address: { type: virtio-mmio } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ndevices: { memballoon: { model: virtio-non-transitional } }"],
    check: Check::Qemu(check),
};

const MODELS: &[&str] = &["virtio-transitional", "virtio-non-transitional"];

fn check(guest: &Guest, findings: &mut Findings) {
    for device in guest.all_devices() {
        let path = match device.kind() {
            "disk" | "controller" | "rng" | "memballoon" | "vsock" | "hostdev" | "filesystem" => "@model",
            "interface" => "model/@type",
            _ => continue,
        };
        let Some(model) = device.at(path).filter(|model| MODELS.contains(&&*model.text)) else { continue };
        let is_off_pci = match device.find("address").and_then(|address| address.at("@type")) {
            Some(kind) => matches!(&*kind.text, "ccw" | "virtio-mmio"),
            None => guest.is_s390(),
        };
        if is_off_pci {
            let report = findings.report(model.span, format!("{} is not on PCI, where alone this model exists", device.label()));
            report.help("write `virtio`, or an address of the type `pci`");
        }
    }
}
