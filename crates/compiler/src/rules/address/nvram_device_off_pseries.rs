use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nvram-device-off-pseries",
    summary: "The NVRAM device of pSeries guests is on another machine.",
    why: "The device sets the address of the NVRAM that pSeries guests always have. libvirt refuses it for others: \"nvram device is \
          only supported for PPC64\" (formatdomain, NVRAM device). The variables of UEFI are `os/nvram`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: q35 }\ndevices: { nvram: { address: { type: spapr-vio, reg: \"0x3000\" } } }"],
    good: &["os: { arch: ppc64, machine: pseries }\ndevices: { nvram: { address: { type: spapr-vio, reg: \"0x3000\" } } }"],
    check: Check::EachQemu("devices/nvram", check),
};

fn check(nvram: View, guest: &Guest, findings: &mut Findings) {
    if guest.arch().is_some() && !guest.is_pseries() {
        let report = findings.report(nvram.span(), "only pSeries guests have this device");
        report.help("leave it out; the variables of UEFI lie in `os/nvram`").may_go();
    }
}
