use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "virtio-option-elsewhere",
    summary: "A network or graphics card that is not virtio has an option of virtio.",
    why: "`iommu`, `ats`, `packed` and `page_per_vq` are about the transport of virtio devices. libvirt refuses them at network \
          cards and graphics cards of other kinds: \"driver option is only supported for virtio devices\" (formatdomain, Virtio-related \
          options).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { interface: { lan: { network: default, model: e1000, driver: { packed: true } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { video: { card: { model: { type: vga }, driver: { ats: true } } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { interface: { lan: { network: default, driver: { packed: true } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: q35 }\ndevices: { interface: { lan: { network: default, model: virtio, driver: { packed: true } } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let kinds = [("interface", "model/@type"), ("video", "model/@type")];
    for (kind, path) in kinds {
        for device in guest.devices(kind).filter(|device| device.has("driver")) {
            match device.at(path) {
                Some(word) if !word.text.starts_with("virtio") => report(device, word.span, findings),
                None if has_other_default(device, guest) => report(device, device.span(), findings),
                _ => {}
            }
        }
    }
}

/// Whether libvirt takes another card than virtio when none is written, as it does for x86 guests.
fn has_other_default(device: View, guest: &Guest) -> bool {
    let is_card = device.kind() == "interface" && !device.is_any("@type", &["vdpa", "vhostuser"]);
    is_card && guest.is_qemu() && guest.is_x86()
}

fn report(device: View, word: virtc_model::span::Span, findings: &mut Findings) {
    for path in ["driver/@iommu", "driver/@ats", "driver/@packed", "driver/@page_per_vq"] {
        let Some(option) = device.at(path) else { continue };
        let name = path.trim_start_matches("driver/@");
        let report = findings.report(option.span, format!("{} is not virtio, and has no `{name}`", device.label()));
        report.related(word, "what it is").help("leave it out").may_go();
    }
}
