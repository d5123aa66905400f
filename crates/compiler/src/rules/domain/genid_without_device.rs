use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "genid-without-device",
    summary: "A guest has a generation ID, and no device that would show it.",
    why: "QEMU has the device for x86 and newer for Arm; libvirt refuses `genid` where QEMU does not have it (formatdomain, \
          General metadata).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
genid: {}"#,
        r#"os: { arch: ppc64, machine: pseries }
genid: {}"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: pc }
genid: {}"#],
    check: Check::EachQemu("genid", check),
};

fn check(genid: View, guest: &Guest, findings: &mut Findings) {
    if guest.is_s390() || guest.is_ppc() || guest.is_riscv() {
        let report = findings.report(genid.span(), "the guest has no device for a generation ID").help("leave `genid` out").may_go();
        if let Some(arch) = guest.domain().at("os/type/@arch") {
            report.related(arch.span, "this architecture");
        }
    }
}
