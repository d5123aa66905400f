use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "deprecated-features-without-s390",
    summary: "Deprecated CPU features are switched for a guest that is no s390 one.",
    why: "Only QEMU for s390 says which features are deprecated; libvirt refuses to switch them elsewhere (formatdomain, CPU \
          model and topology, `deprecated_features`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: q35 }
cpu: { mode: host-model, deprecated_features: off }"#],
    good: &[r#"os: { arch: s390x, machine: s390-ccw-virtio }
cpu: { mode: host-model, deprecated_features: off }"#],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    let Some(switch) = cpu.at("@deprecated_features").filter(|_| guest.arch().is_some() && !guest.is_s390()) else { return };
    let report = findings.report(switch.span, "only s390 guests know deprecated features").help("leave it out").may_go();
    if let Some(arch) = guest.domain().at("os/type/@arch") {
        report.related(arch.span, "this guest is another");
    }
}
