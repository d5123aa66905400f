use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "filesystem-of-another-hypervisor",
    summary: "A filesystem is one as only guests of another hypervisor have it.",
    why: "QEMU shares directories, type `mount`, by 9p, virtiofs or MTP, and so do VMware, VirtualBox and bhyve in their ways; images and memory are \
          mounted into containers, templates are for those of OpenVZ and Virtuozzo, and what limits their space only counts there (formatdomain, Filesystems; \
          lxc_container.c, vmx.c, bhyve_command.c, openvz_driver.c, vz_sdk.c). bhyve's limits are warnings: what it can do grows from \
          version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { filesystem: { a: { file: /a.img, target: a } } }",
        "devices: { filesystem: { a: { mount: /a, target: a, driver: { type: loop } } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { filesystem: { a: { file: /a.img, target: a } } }",
    ],
    good: &[
        "type: vz\nos: { type: exe }\ndevices: { filesystem: { root: { type: template, source: { name: centos-7-x86_64 }, target: / } } }",
        "devices: { filesystem: { a: { mount: /a, target: a } } }",
        "type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { console: [{ pty: {} }], filesystem: { a: { file: /a.img, target: / } } }",
    ],
    check: Check::Each("devices/filesystem", check),
};

fn check(share: View, guest: &Guest, findings: &mut Findings) {
    for (path, what) in [("@type", "is of type"), ("driver/@type", "has the driver"), ("@accessmode", "has the access mode")] {
        if let Some(foreign) = Foreign::find(share, path, guest) {
            foreign.report(findings, &format!("{} {what}", share.label()));
        }
    }
    for limit in ["space_hard_limit", "space_soft_limit"] {
        if guest.is_qemu() && share.number(limit).is_some_and(|size| size > 0) {
            let report = findings.report(share.place(limit), format!("{} has a `{limit}`, which QEMU does not keep", share.label()));
            report.help(format!("leave `{limit}` out")).may_go();
        }
    }
}
