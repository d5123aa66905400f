use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "keywrap-without-s390",
    summary: "Key wrapping is set for a guest that is no s390 one.",
    why: "Protected keys are a matter of s390; libvirt does not start another guest with them: its QEMU does not have the option \
          (formatdomain, Key Wrap).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: q35 }
keywrap: { cipher: [{ name: aes, state: on }] }"#],
    good: &[r#"os: { arch: s390x, machine: s390-ccw-virtio }
keywrap: { cipher: [{ name: aes, state: on }] }"#],
    check: Check::EachQemu("keywrap", check),
};

fn check(keywrap: View, guest: &Guest, findings: &mut Findings) {
    if guest.arch().is_none() || guest.is_s390() {
        return;
    }
    let report = findings.report(keywrap.span(), "only s390 guests wrap keys").help("leave `keywrap` out").may_go();
    if let Some(arch) = guest.domain().at("os/type/@arch") {
        report.related(arch.span, "this guest is another");
    }
}
