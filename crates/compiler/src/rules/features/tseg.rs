use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tseg",
    summary: "The size of TSEG is set for a machine that is no q35, or in no whole MiB.",
    why: "The memory of system management mode can be extended on q35 alone, by whole MiB; libvirt refuses other settings with \
          QEMU (formatdomain, Hypervisor features, `smm`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: x86_64, machine: pc }
features: { smm: { tseg: 48 MiB } }"#,
        r#"os: { arch: x86_64, machine: q35 }
features: { smm: { tseg: 1500 KiB } }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: q35 }
features: { smm: { tseg: 48 MiB } }"#],
    check: Check::EachQemu("features/smm", check),
};

fn check(smm: View, guest: &Guest, findings: &mut Findings) {
    let Some(tseg) = smm.find("tseg").filter(|_| !smm.is_off("@state")) else { return };
    let is_other = guest.machine().is_some() || guest.arch().is_some();
    if is_other && !guest.is_q35() {
        let report =
            findings.report(tseg.place(""), "only q35 machines have a TSEG whose size can be set").help("leave `tseg` out").may_go();
        if let Some(machine) = guest.domain().at("os/type/@machine") {
            report.related(machine.span, "no q35");
        }
    } else if let Some(size) = tseg.bytes("").filter(|size| size % (1 << 20) != 0) {
        let help = format!("write `{} MiB`", (size >> 20).max(1));
        findings.report(tseg.place(""), "TSEG has whole MiB").help(help);
    }
}
