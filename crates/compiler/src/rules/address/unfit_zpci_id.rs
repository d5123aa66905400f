use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;
use virtc_model::span::Span;

pub(super) const RULE: Rule = Rule {
    id: "unfit-zpci-id",
    summary: "The identifiers of a PCI device on s390 are taken, zero, or on another machine.",
    why: "On s390 a PCI device is known by `uid` and `fid`: either is of one device, and no `uid` is 0. libvirt refuses others, and \
          `zpci` on other architectures (formatdomain, Device addresses, `pci`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: s390x, machine: s390-ccw-virtio }\n\
         devices: { disk: { a: { file: /a.img, address: { type: pci, slot: 1, zpci: { uid: 0, fid: 0 } } } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices:\n  disk:\n    \
         a: { file: /a.img, address: { type: pci, slot: 1, zpci: { uid: 1, fid: 1 } } }\n    \
         b: { file: /b.img, address: { type: pci, slot: 2, zpci: { uid: 2, fid: 1 } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { disk: { a: { file: /a.img, address: { type: pci, slot: 9, zpci: { uid: 1, fid: 1 } } } } }",
    ],
    good: &["os: { arch: s390x, machine: s390-ccw-virtio }\n\
         devices: { disk: { a: { file: /a.img, address: { type: pci, slot: 1, zpci: { uid: 1, fid: 0 } } } } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let is_elsewhere = guest.arch().is_some() && !guest.is_s390();
    let mut taken: HashMap<(&str, u64), Span> = HashMap::new();
    for (device, address) in guest.addresses("pci") {
        let Some(zpci) = address.find("zpci").filter(|zpci| zpci.has("@uid") || zpci.has("@fid")) else { continue };
        if is_elsewhere {
            let report = findings.report(zpci.span(), format!("{} is not on s390, and has no such identifiers", device.label()));
            report.help("leave `zpci` out").may_go();
            continue;
        }
        if zpci.number("@uid") == Some(0) {
            findings.report(zpci.place("@uid"), "the `uid` of a PCI device is not 0").help("write 1 or more, or leave it out");
        }
        for name in ["@uid", "@fid"] {
            let Some(number) = zpci.number(name).filter(|number| *number != 0 || name == "@fid") else { continue };
            if let Some(other) = taken.insert((name, number), zpci.place(name)) {
                let what = name.trim_start_matches('@');
                let report =
                    findings.report(zpci.place(name), format!("{} is not the only one with the `{what}` {number:#x}", device.label()));
                report.related(other, "this one has it, too").help("write another number, or leave it out");
            }
        }
    }
}
