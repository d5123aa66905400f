use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "display-of-another-hypervisor",
    summary: "A display is of a type that its hypervisor does not have.",
    why: "`desktop` is a display of VirtualBox and VMware (qemu_validate.c). VMware, bhyve and Virtuozzo have VNC alone, Xen VNC, SPICE and \
          SDL, VirtualBox RDP and windows (vmx.c, bhyve_command.c, vz_utils.c, libxl_conf.c, vbox_common.c). bhyve's limits are \
          warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { a: { type: desktop } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { graphics: { a: { type: spice } } }",
    ],
    good: &[
        "devices: { graphics: { a: { type: vnc } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { graphics: { a: { type: vnc } } }",
    ],
    check: Check::Each("devices/graphics", check),
};

fn check(display: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(display, "@type", guest) {
        foreign.report(findings, &format!("{} is of type", display.label()));
    }
}
