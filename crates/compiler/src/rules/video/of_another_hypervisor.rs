use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "video-of-another-hypervisor",
    summary: "A video card is one of another hypervisor.",
    why: "`xen`, `vbox` and `gop` are cards of Xen, VirtualBox and bhyve, and VMware has `vmvga` alone (qemu_validate.c, libxl_conf.c, \
          vbox_common.c, bhyve_domain.c, vmx.c). bhyve's limits are warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { video: { a: { model: xen } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { video: { a: { model: qxl } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { video: { a: { model: virtio } } }",
    ],
    good: &["devices: { video: { a: { model: vga } } }", "type: xen\nos: { arch: x86_64 }\ndevices: { video: { a: { model: cirrus } } }"],
    check: Check::Each("devices/video", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(card, "model/@type", guest) {
        foreign.report(findings, &format!("{} is a", card.label()));
    }
}
