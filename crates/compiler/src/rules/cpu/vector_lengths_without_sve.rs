use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vector-lengths-without-sve",
    summary: "Vector lengths are given to a CPU whose SVE is off.",
    why: "`sve128` and its like say how long the vectors of SVE can be. libvirt refuses them where the feature `sve` is disabled \
          or forbidden.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: aarch64, machine: virt }
cpu: { mode: host-passthrough, feature: [{ name: sve, policy: disable }, { name: sve512, policy: require }] }"#],
    good: &[r#"os: { arch: aarch64, machine: virt }
cpu: { mode: host-passthrough, feature: [{ name: sve, policy: require }, { name: sve512, policy: require }] }"#],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, _guest: &Guest, findings: &mut Findings) {
    let Some(sve) = cpu.all("feature").find(|feature| feature.is("@name", "sve")) else { return };
    if !sve.is_any("@policy", &["disable", "forbid"]) {
        return;
    }
    let mut lengths = cpu.all("feature").filter_map(|feature| feature.at("@name"));
    if let Some(length) = lengths.find(|name| name.text.starts_with("sve") && &*name.text != "sve") {
        findings
            .report(length.span, format!("`{}` is about vectors that the CPU does not have", length.text))
            .related(sve.place("@policy"), "SVE is taken away here")
            .help("write `policy: require` for `sve`, or leave the lengths out");
    }
}
