use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "interface-without-model",
    summary: "An interface of an x86 guest has no model.",
    why: "libvirt then emulates an RTL8139, a card for 100 Mbit/s of 1999 that costs the host much work for every packet (formatdomain, Network interfaces, `model`). That is hardly ever wanted.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
devices: { interface: { lan: { bridge: br0 } } }"#],
    good: &[
        r#"os: { arch: x86_64, machine: pc-q35-9.2 }
devices: { interface: { lan: { bridge: br0, model: virtio } } }"#,
        r#"os: { arch: aarch64, machine: virt-9.2 }
devices: { interface: { lan: { bridge: br0 } } }"#,
    ],
    check: Check::EachQemu("devices/interface", check),
};

fn check(interface: View, guest: &Guest, findings: &mut Findings) {
    // A device of the host is what it is, and libvirt takes virtio for vDPA.
    let has_none = interface.is_any("@type", &["hostdev", "vdpa"]);
    if has_none || !guest.is_x86() || interface.has("model") {
        return;
    }
    let report = findings.report(interface.span(), format!("{} has no model, and libvirt emulates an rtl8139", interface.label()));
    report.help("write `model: virtio`, or `e1000e` for a guest without drivers for virtio");
}
