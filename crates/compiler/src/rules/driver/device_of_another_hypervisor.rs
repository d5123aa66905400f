use super::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "device-of-another-hypervisor",
    summary: "A device is of a kind that its hypervisor does not have.",
    why: "The domain XML knows the devices of all hypervisors, and each has its own: containers have consoles on a pty and \
          filesystems, Xen reaches disks by RBD, VMware has SCSI controllers of its own, VirtualBox has images in files only. \
          libvirt refuses the others when it writes the hypervisor's own configuration, or makes something else of them \
          (libxl_conf.c, lxc_controller.c, bhyve_command.c, vmx.c, vbox_common.c, vz_utils.c). bhyve's limits are warnings: what it \
          can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { network: { protocol: nbd, host: [{ name: a }] }, target: xvda } } }",
        "type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { console: [{ unix: /run/a.sock }] }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { controller: { a: { type: scsi, model: virtio-scsi } } }",
        "type: vbox\nos: { arch: x86_64 }\ndevices: { disk: { root: { block: /dev/vg/root, bus: sata } } }",
        "type: vz\nos: { arch: x86_64 }\ndevices: { serial: { a: { pty: {} } } }",
        "type: bhyve\nos: { arch: x86_64 }\ndevices: { rng: { a: { model: virtio, backend: { model: builtin } } } }",
    ],
    good: &[
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { root: { file: /root.img, format: raw, target: xvda } } }",
        "type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { console: [{ pty: {} }] }",
        "type: lxc\nos: { type: exe, init: /sbin/init }\nclock: { offset: utc, timer: [{ name: pit, present: no }] }",
        "type: xen\nos: { arch: x86_64 }\ndevices: { disk: { a: { file: /a.img, device: floppy, target: fda } } }",
        "type: vmware\nos: { arch: x86_64 }\ndevices: { controller: { a: { type: scsi, model: vmpvscsi } } }",
    ],
    check: Check::Other(check),
};

/// What rules of the devices' own subjects look at.
const ELSEWHERE: &[(&str, &str)] = &[
    ("disk", "target/@bus"),
    ("disk", "driver/"),
    ("interface", "@type"),
    ("interface", "model/@type"),
    ("console", "target/@type"),
    ("graphics", "@type"),
    ("video", "model/@type"),
    ("sound", "@model"),
    ("memballoon", "@model"),
    ("filesystem", ""),
    ("hostdev", "driver/"),
];

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    let is_elsewhere = |of: &str, path: &str| ELSEWHERE.iter().any(|(kind, place)| *kind == of && path.starts_with(place));
    let mut seen = Vec::new();
    for row in driver.words.iter().filter(|row| row.of != "domain" && !is_elsewhere(row.of, row.path)) {
        // Several rows may be about one place, each under its own condition.
        if seen.contains(&(row.of, row.path)) {
            continue;
        }
        seen.push((row.of, row.path));
        let devices: Vec<_> = if row.of == "timer" { guest.domain().all("clock/timer").collect() } else { guest.devices(row.of).collect() };
        for device in devices {
            if let Some(foreign) = Foreign::find(device, row.path, guest) {
                let name = row.path.trim_end_matches("/@name").trim_end_matches("/@type").rsplit(['/', '@']).next().unwrap_or_default();
                foreign.report(findings, &format!("the `{name}` of {} is", device.label()));
            }
        }
    }
}
