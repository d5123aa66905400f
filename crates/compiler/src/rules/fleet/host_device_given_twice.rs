use crate::rules::{Check, Claims, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "host-device-given-twice",
    summary: "Two guests are given one device of their host.",
    why: "A host device belongs to one running guest at a time: libvirt does not start the second one. Guests that take turns are what an exception is for (formatdomain, Host device assignment).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { hostdev: { gpu: { mode: subsystem, pci: "0000:03:00.0", managed: true } } } }
  b: { memory: 1 GiB, devices: { hostdev: { gpu: { mode: subsystem, pci: "0000:03:00.0", managed: true } } } }
"#,
        r#"domains:
  a: { memory: 1 GiB, devices: { hostdev: { gpu: { mode: subsystem, model: vfio-pci, mdev: c2177883-f1bb-47f0-914d-32a22e3a8804 } } } }
  b: { memory: 1 GiB, devices: { hostdev: { gpu: { mode: subsystem, model: vfio-pci, mdev: c2177883-f1bb-47f0-914d-32a22e3a8804 } } } }
"#,
    ],
    good: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { hostdev: { gpu: { mode: subsystem, pci: "0000:03:00.0", managed: true } } } }
  b: { memory: 1 GiB, devices: { hostdev: { gpu: { mode: subsystem, pci: "0000:03:00.1", managed: true } } } }
"#,
        r#"hosts: { kvm1: {}, kvm2: {} }
domains:
  a: { memory: 1 GiB, host: kvm1, devices: { hostdev: { gpu: { mode: subsystem, pci: "0000:03:00.0", managed: true } } } }
  b: { memory: 1 GiB, host: kvm2, devices: { hostdev: { gpu: { mode: subsystem, pci: "0000:03:00.0", managed: true } } } }
"#,
    ],
    check: Check::Across(claims, message),
};

fn claims(guest: &Guest, claims: &mut Claims) {
    let of_guest = guest.devices("hostdev").map(|device| (device, device.text("@type")));
    let of_interfaces = guest.devices("interface").filter(|interface| interface.is("@type", "hostdev"));
    let of_interfaces = of_interfaces.map(|interface| (interface, interface.text("source/address/@type")));
    for (device, kind) in of_guest.chain(of_interfaces) {
        let Some(source) = device.find("source") else { continue };
        match kind {
            "pci" => {
                if let Some(place) = pci(source) {
                    claims.alone(("pci", place), device.span());
                }
            }
            "usb" => {
                if let Some(place) = usb(source) {
                    claims.alone(("usb", place), device.span());
                }
            }
            "mdev" => {
                if let Some(uuid) = source.at("address/@uuid") {
                    claims.alone(("mdev", uuid.text.to_ascii_lowercase()), uuid.span);
                }
            }
            _ => {}
        }
    }
}

fn pci(source: View) -> Option<[u64; 4]> {
    let part = |name: &str| source.number(name);
    let domain = part("address/@domain").unwrap_or_default();
    Some([domain, part("address/@bus")?, part("address/@slot")?, part("address/@function").unwrap_or_default()])
}

/// By its place on the bus; a product may be there more than once.
fn usb(source: View) -> Option<[u64; 2]> {
    Some([source.number("address/@bus")?, source.number("address/@device")?])
}

fn message(first: &str, other: &str) -> String {
    format!("`{first}` and `{other}` are given the same host device")
}
