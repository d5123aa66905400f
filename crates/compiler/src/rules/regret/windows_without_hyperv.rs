use super::osinfo;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "windows-without-hyperv",
    summary: "A Windows guest has none of the Hyper-V interfaces.",
    why: "Windows is made to run under Hyper-V, and is much slower on KVM without these interfaces: idle guests burn a host CPU each, and loaded ones stop with blue screens (formatdomain, Hypervisor features, `hyperv`). The system is known from libosinfo's entry in `metadata`.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/10"/></libosinfo:libosinfo>"#],
    good: &[r#"os: { arch: x86_64, machine: pc-q35-9.2 }
features: { hyperv: { relaxed: true, vapic: true, spinlocks: { state: true, retries: 8191 } } }
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/10"/></libosinfo:libosinfo>"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((system, span)) = osinfo::of(guest) else { return };
    let hyperv = guest.domain().find("features/hyperv");
    let has_some = hyperv.is_some_and(|hyperv| hyperv.has("@mode") || hyperv.contents().next().is_some());
    if osinfo::is_windows(system) && guest.is_x86() && !has_some {
        let report = findings.report(span, "the guest runs Windows, and has no Hyper-V interfaces");
        report.help("take what the profile `windows-11` has under `features/hyperv` and `clock`");
    }
}
