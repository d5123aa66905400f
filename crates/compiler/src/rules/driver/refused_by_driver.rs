use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "refused-by-the-driver",
    summary: "The guest has something that the driver of its hypervisor refuses.",
    why: "libvirt's drivers differ in what they refuse outright: Xen's has no parallel ports, transient disks and Secure Boot, those \
          of VirtualBox and Virtuozzo choose no firmware, VMware's has no vCPUs that come later, and \
          Virtuozzo's takes only what it can show again (libxl_conf.c, libxl_domain.c, lxc_process.c, bhyve_domain.c, vmx.c, vz_sdk.c). \
          bhyve's limits are warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: xen\nos: { arch: x86_64 }\ndevices: { parallel: { a: { pty: {} } } }",
        "type: xen\nos: { arch: x86_64, firmware: efi, loader: { secure: yes } }",
        "type: vbox\nos: { arch: x86_64, firmware: efi }",
        "type: vmware\nos: { arch: x86_64 }\nvcpu: { value: 4, current: 2 }",
        "type: vz\nos: { arch: x86_64 }\ndevices: { sound: { a: { model: ac97 } } }",
        "type: bhyve\nos: { arch: x86_64 }\ndevices: { hostdev: { nic: { pci: \"0000:03:00.0\" } } }",
    ],
    good: &[
        "type: xen\nos: { arch: x86_64, firmware: efi }\ndevices: { serial: { a: { pty: {} } } }",
        "type: vmware\nos: { arch: x86_64 }\nvcpu: { value: 4, current: 4 }",
        "type: bhyve\nos: { arch: x86_64 }\nmemoryBacking: { locked: true }\ndevices: { hostdev: { nic: { pci: \"0000:03:00.0\" } } }",
    ],
    check: Check::Other(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    for part in driver.refused {
        for owner in part.places(guest) {
            let message = format!("{} refuses {}", driver.name, part.label(owner));
            driver.report(findings, part.place(owner), message).help("leave it out").may_go();
        }
    }
}
