use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "spapr-vio-address-taken",
    summary: "Two devices of a pSeries guest have the same address on its bus.",
    why: "The register address tells the devices of the bus apart. libvirt refuses one that is given twice: \"spapr-vio address already \
          in use\" (formatdomain, Device addresses, `spapr-vio`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: ppc64, machine: pseries }\ndevices:\n  serial:\n    \
         a: { type: pty, address: { type: spapr-vio, reg: \"0x30001000\" } }\n    \
         b: { type: pty, address: { type: spapr-vio, reg: \"30001000\" } }"],
    good: &["os: { arch: ppc64, machine: pseries }\ndevices:\n  serial:\n    \
         a: { type: pty, address: { type: spapr-vio, reg: \"0x30001000\" } }\n    \
         b: { type: pty, address: { type: spapr-vio, reg: \"0x30002000\" } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut first = HashMap::new();
    for (device, address) in guest.addresses("spapr-vio") {
        let Some(register) = address.at("@reg") else { continue };
        let digits = register.text.strip_prefix("0x").unwrap_or(&register.text);
        let Ok(number) = u64::from_str_radix(digits, 16) else { continue };
        if let Some(other) = first.insert(number, register.span) {
            let report = findings.report(register.span, format!("{} is not the only device at {number:#x}", device.label()));
            report.related(other, "this device is there, too").help("write another `reg`, or leave it out");
        }
    }
}
