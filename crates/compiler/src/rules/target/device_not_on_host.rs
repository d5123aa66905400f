use super::of_machine;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::host::Section;

pub(super) const RULE: Rule = Rule {
    id: "device-not-on-host",
    summary: "A guest has a device that its host does not offer.",
    why: "libvirt refuses the guest, or does not start it: the device is not built into the host's QEMU, or not for this machine type. What a host offers stands in the file of its `virsh domcapabilities`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    devices: { graphics: { screen: { type: rdp } } }
"#,
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    devices: { tpm: { tpm: { model: tpm-spapr, type: emulator } } }
"#,
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    devices: { disk: { root: { file: /a.qcow2, format: qcow2, bus: ide } } }
"#,
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    devices: { crypto: { one: { model: virtio, type: qemu, backend: { model: builtin } } } }
"#,
    ],
    good: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    devices: { graphics: { screen: { type: vnc } }, disk: { root: { file: /a.qcow2, format: qcow2, bus: virtio } } }
"#],
    check: Check::Qemu(check),
};

/// A kind of devices, a field of its capabilities, and where a device says it.
const FIELDS: &[(&str, &str, &str)] = &[
    ("disk", "diskDevice", "@device"),
    ("disk", "bus", "target/@bus"),
    ("disk", "model", "@model"),
    ("graphics", "type", "@type"),
    ("video", "modelType", "model/@type"),
    ("hostdev", "mode", "@mode"),
    ("rng", "model", "@model"),
    ("rng", "backendModel", "backend/@model"),
    ("filesystem", "driverType", "driver/@type"),
    ("tpm", "model", "@model"),
    ("tpm", "backendModel", "backend/@type"),
    ("tpm", "backendVersion", "backend/@version"),
    ("redirdev", "bus", "@bus"),
    ("crypto", "model", "@model"),
    ("crypto", "type", "@type"),
    ("crypto", "backendModel", "backend/@model"),
    ("interface", "backendType", "backend/@type"),
    ("panic", "model", "@model"),
];

/// Kinds of devices that a host may not have at all.
const KINDS: &[&str] = &["graphics", "hostdev", "rng", "filesystem", "tpm", "redirdev", "crypto", "panic"];

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((host, capabilities)) = of_machine(guest) else { return };
    for kind in KINDS {
        if capabilities.device(kind).is_none_or(Section::is_supported) {
            continue;
        }
        for device in guest.devices(kind) {
            findings
                .report(device.span(), format!("`{host}` offers no {kind} for this machine type"))
                .help("take it out, or name another `host`");
        }
    }
    for (kind, field, path) in FIELDS {
        let Some(section) = capabilities.device(kind).filter(|section| section.is_supported()) else { continue };
        let Some(values) = section.values(field) else { continue };
        for device in guest.devices(kind) {
            let Some(value) = device.at(path).filter(|value| section.allows(field, &value.text) == Some(false)) else { continue };
            let known: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            let message = format!("`{host}` offers no {kind} with `{}` here", value.text);
            let help =
                if known.is_empty() { "take it out, or name another `host`".to_owned() } else { format!("it offers {}", known.join(", ")) };
            findings.report(value.span, message).help(help);
        }
    }
}
