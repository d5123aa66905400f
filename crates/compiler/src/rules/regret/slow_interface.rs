use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "slow-interface",
    summary: "A guest with virtio disks has an interface of the nineties.",
    why: "Who has the drivers for a virtio disk has those for a virtio interface. The cards that are emulated for guests without, such as the RTL8139, carry 100 Mbit/s and cost the host work for every packet.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { disk: { root: { file: /images/a.qcow2, format: qcow2 } }, interface: { lan: { bridge: br0, model: rtl8139 } } }"],
    good: &[
        "devices: { disk: { root: { file: /images/a.qcow2, format: qcow2 } }, interface: { lan: { bridge: br0, model: virtio } } }",
        "devices: { disk: { root: { file: /images/a.qcow2, format: qcow2, bus: sata } }, interface: { lan: { bridge: br0, model: rtl8139 } } }",
    ],
    check: Check::EachQemu("devices/interface", check),
};

fn check(interface: View, guest: &Guest, findings: &mut Findings) {
    let slow = ["rtl8139", "ne2k_pci", "ne2k_isa", "pcnet", "i82551", "i82557b", "i82559er"];
    let Some(model) = interface.at("model/@type").filter(|model| slow.contains(&&*model.text)) else { return };
    let is_virtio = |disk: &View| disk.is("target/@bus", "virtio") || disk.text("target/@dev").starts_with("vd");
    let Some(disk) = guest.devices("disk").find(is_virtio) else { return };
    let report = findings.report(model.span, format!("{} is an emulated {}, and the guest knows virtio", interface.label(), model.text));
    report.related(disk.span(), "this disk is on virtio").help("write `model: virtio`").offer(model.span, "virtio");
}
