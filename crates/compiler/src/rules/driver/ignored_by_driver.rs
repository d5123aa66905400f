use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ignored-by-the-driver",
    summary: "The guest has something that the driver of its hypervisor leaves out without a word.",
    why: "libvirt keeps whatever the domain XML may hold, and each of its drivers uses what its hypervisor knows: a container with a \
          display has none, an init program means nothing to a machine, and Xen reads an image whose driver has no name as raw, \
          whatever its format (libxl_conf.c, lxc_controller.c, bhyve_command.c, vmx.c, vbox_common.c).",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { init: /sbin/init }",
        "type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { graphics: { a: { type: vnc } } }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: /root.img, driver: { type: qcow2 }, target: xvda } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { tpm: { a: { backend: { type: emulator, version: \"2.0\" } } } }",
        "type: bhyve\nos: { arch: x86_64 }\niothreads: 2",
        "type: vbox\nos: { arch: x86_64, kernel: /vmlinuz }",
    ],
    good: &[
        "type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { console: [{ pty: {} }] }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: /root.img, format: qcow2, target: xvda } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    for part in driver.ignored {
        for owner in part.places(guest) {
            let message = format!("{} takes no notice of {}", driver.name, part.label(owner));
            findings.report(part.place(owner), message).help("leave it out").may_go();
        }
    }
}
