use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "sleep-without-x86",
    summary: "A guest that is no x86 one is told about sleep states.",
    why: "The firmware of x86 guests offers S3 and S4; libvirt refuses the settings for other architectures (formatdomain, Power \
          Management).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: aarch64, machine: virt }
pm: { suspend-to-mem: false }"#],
    good: &[r#"os: { arch: x86_64, machine: pc }
pm: { suspend-to-mem: false }"#],
    check: Check::EachQemu("pm", check),
};

fn check(pm: View, guest: &Guest, findings: &mut Findings) {
    if !guest.is_not_x86() {
        return;
    }
    for name in ["suspend-to-mem", "suspend-to-disk"] {
        if let Some(state) = pm.find(name).filter(|state| state.has("@enabled")) {
            findings.report(state.span(), "only x86 guests have these sleep states").help(format!("leave `{name}` out")).may_go();
        }
    }
}
