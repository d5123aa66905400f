use super::osinfo;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "more-sockets-than-windows-uses",
    summary: "A Windows desktop has more CPU sockets than it uses.",
    why: "Desktop editions of Windows use two sockets at most, Home one. Without a topology libvirt makes a socket of each vCPU, and all beyond the second stand idle. The system is known from libosinfo's entry in `metadata`.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"vcpu: 8
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo>"#],
    good: &[r#"vcpu: 8
cpu: { mode: host-passthrough, topology: { sockets: 1, cores: 8, threads: 1 } }
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo>"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((system, span)) = osinfo::of(guest) else { return };
    let is_desktop = ["/xp", "/vista", "/7", "/8", "/8.1", "/10", "/11"].iter().any(|version| system.ends_with(version));
    if !osinfo::is_windows(system) || !is_desktop {
        return;
    }
    let domain = guest.domain();
    let vcpus = domain.number("vcpu").unwrap_or(1);
    let (sockets, place) = match domain.find("cpu/topology") {
        Some(topology) => (topology.number("@sockets").unwrap_or(1), topology.place("@sockets")),
        None => (vcpus, domain.place("vcpu")),
    };
    if sockets > 2 {
        let report = findings.report(place, format!("the guest has {sockets} CPU sockets, and desktop editions of Windows use two"));
        let report = report.related(span, "the guest runs Windows");
        report.help(format!("write under `cpu`: `topology: {{ sockets: 1, cores: {vcpus}, threads: 1 }}`"));
    }
}
