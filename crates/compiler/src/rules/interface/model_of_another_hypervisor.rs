use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "interface-model-of-another-hypervisor",
    summary: "An interface is a card that its hypervisor does not have.",
    why: "Paravirtual guests of Xen have `netfront`, VMware its `vmxnet` family and Intel's cards, bhyve `virtio` and `e1000`. libvirt refuses others, \
          and VirtualBox is told of a card that is none (libxl_conf.c, vmx.c, bhyve_command.c, vz_sdk.c, vbox_common.c). bhyve's limits are \
          warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: vmware\nos: { arch: x86_64 }\ndevices: { interface: { a: { bridge: \"VM Network\", model: virtio } } }",
        "type: xen\nos: { type: xen, kernel: /vmlinuz }\ndevices: { interface: { a: { bridge: br0, model: e1000 } } }",
    ],
    good: &["type: vmware\nos: { arch: x86_64 }\ndevices: { interface: { a: { bridge: \"VM Network\", model: vmxnet3 } } }"],
    check: Check::EachOther("devices/interface", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(card, "model/@type", guest) {
        foreign.report(findings, &format!("{} is a", card.label()));
    }
}
