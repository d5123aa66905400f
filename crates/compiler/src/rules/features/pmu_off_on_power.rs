use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pmu-off-on-power",
    summary: "A POWER guest is to have no performance monitoring unit.",
    why: "On ppc64 the unit is always there; libvirt refuses to switch it off (formatdomain, Hypervisor features, `pmu`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: ppc64, machine: pseries }
features: { pmu: false }"#],
    good: &[r#"os: { arch: ppc64, machine: pseries }
features: { pmu: true }"#],
    check: Check::EachQemu("features/pmu", check),
};

fn check(pmu: View, guest: &Guest, findings: &mut Findings) {
    if pmu.is_off("@state") && guest.arch().is_some_and(|arch| arch.starts_with("ppc64")) {
        findings
            .report(pmu.place("@state"), "the performance monitoring unit of a POWER guest is always on")
            .help("leave `pmu` out")
            .needless();
    }
}
