use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cpu-cache-without-x86",
    summary: "The caches or the address width of a CPU that is not an x86 one are set.",
    why: "QEMU lets only x86 guests see other caches and another width of physical addresses than the model's. libvirt refuses \
          `cache` and `maxphysaddr` for other architectures (formatdomain, CPU model and topology).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: aarch64, machine: virt }
cpu: { mode: host-passthrough, cache: passthrough }"#,
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
cpu: { mode: host-model, maxphysaddr: { mode: passthrough } }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: pc }
cpu: { mode: host-passthrough, cache: passthrough }"#],
    check: Check::EachQemu("cpu", check),
};

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    if !guest.is_not_x86() {
        return;
    }
    for (name, what) in [("cache", "caches"), ("maxphysaddr", "an address width")] {
        let Some(found) = cpu.find(name) else { continue };
        let message = format!("only x86 guests can be given {what}");
        let report = findings.report(found.span(), message).help(format!("leave `{name}` out")).may_go();
        if let Some(arch) = guest.domain().at("os/type/@arch") {
            report.related(arch.span, "this guest is another machine");
        }
    }
}
