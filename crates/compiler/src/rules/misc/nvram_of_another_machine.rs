use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nvram-of-another-machine",
    summary: "A guest that is no pseries has the device of its NVRAM.",
    why: "The device `nvram` is on the spapr-vio bus of pseries guests; the variables of UEFI firmware are `nvram` in `os` \
          (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { nvram: {} }",
        "os: { arch: ppc64, machine: pseries }\ndevices: { nvram: { address: \"0000:00:05.0\" } }",
    ],
    good: &["os: { arch: ppc64, machine: pseries }\ndevices: { nvram: { address: { type: spapr-vio, reg: 3000 } } }"],
    check: Check::EachQemu("devices/nvram", check),
};

fn check(nvram: View, guest: &Guest, findings: &mut Findings) {
    if guest.arch().is_some() && !guest.is_pseries() {
        let report = findings.report(nvram.span(), "only pseries guests have a device `nvram`");
        report.help("leave it out; the variables of UEFI firmware are `nvram` in `os`");
    } else if let Some(address) = nvram.at("address/@type").filter(|address| &*address.text != "spapr-vio") {
        let report = findings.report(address.span, format!("the device `nvram` has an address of type `{}`", address.text));
        report.help("write `type: spapr-vio`, or leave `address` out");
    }
}
