use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unfit-ccw-address",
    summary: "A channel I/O address is given to a machine that has none, or is given by half.",
    why: "Only the machine `s390-ccw-virtio` has channel I/O; libvirt refuses such addresses elsewhere. An address there says `cssid`, \
          `ssid` and `devno`, or none of them (formatdomain, Device addresses, `ccw`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\n\
         devices: { disk: { a: { file: /a.img, address: { type: ccw, cssid: \"0xfe\", ssid: 0, devno: 1 } } } }",
        "os: { arch: s390x, machine: s390-ccw-virtio }\ndevices: { disk: { a: { file: /a.img, address: { type: ccw, cssid: \"0xfe\" } } } }",
    ],
    good: &["os: { arch: s390x, machine: s390-ccw-virtio }\n\
         devices: { disk: { a: { file: /a.img, address: { type: ccw, cssid: \"0xfe\", ssid: 0, devno: 1 } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let is_elsewhere = guest.is_qemu() && guest.arch().is_some() && !guest.is_s390();
    for (device, address) in guest.addresses("ccw") {
        let written = ["@cssid", "@ssid", "@devno"].iter().filter(|path| address.has(path)).count();
        if is_elsewhere {
            let report =
                findings.report(address.place("@type"), format!("{} has a channel I/O address on a machine without", device.label()));
            report.related(guest.domain().place("os/type/@machine"), "the machine").help("leave the address out").may_go_at(address.span());
        } else if matches!(written, 1 | 2) {
            let report = findings.report(address.span(), format!("the address of {} is not whole", device.label()));
            report.help("write `cssid`, `ssid` and `devno`, or none of them");
        }
    }
}
