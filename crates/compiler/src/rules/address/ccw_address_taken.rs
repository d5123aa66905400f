use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ccw-address-taken",
    summary: "Two devices have the same channel I/O address.",
    why: "A device number is of one device in its subchannel set. libvirt refuses the second one: \"The CCW devno is in use already\" \
          (formatdomain, Device addresses, `ccw`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: s390x, machine: s390-ccw-virtio }\ndevices:\n  disk:\n    \
         a: { file: /a.img, address: { type: ccw, cssid: \"0xfe\", ssid: 0, devno: 1 } }\n    \
         b: { file: /b.img, address: { type: ccw, cssid: \"0xfe\", ssid: 0, devno: \"0x0001\" } }"],
    good: &["os: { arch: s390x, machine: s390-ccw-virtio }\ndevices:\n  disk:\n    \
         a: { file: /a.img, address: { type: ccw, cssid: \"0xfe\", ssid: 0, devno: 1 } }\n    \
         b: { file: /b.img, address: { type: ccw, cssid: \"0xfe\", ssid: 0, devno: 2 } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut first = HashMap::new();
    for (device, address) in guest.addresses("ccw") {
        let (Some(set), Some(subset), Some(number)) = (address.number("@cssid"), address.number("@ssid"), address.number("@devno")) else {
            continue;
        };
        if let Some(other) = first.insert((set, subset, number), address.span()) {
            let message = format!("{} is not the only device at {set:x}.{subset:x}.{number:04x}", device.label());
            let report = findings.report(address.span(), message);
            report.related(other, "this device is there, too").help("write another `devno`, or none: libvirt finds a free one");
        }
    }
}
