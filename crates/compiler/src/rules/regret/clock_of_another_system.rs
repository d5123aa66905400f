use super::osinfo;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "clock-of-another-system",
    summary: "The hardware clock is set for another system than the guest runs.",
    why: "Windows takes the hardware clock for local time, Linux for UTC: set for the other, the guest is hours wrong after each start until something corrects it (formatdomain, Time keeping, `offset`). The system is known from libosinfo's entry in `metadata`.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        r#"clock: utc
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/2k22"/></libosinfo:libosinfo>"#,
        r#"clock: localtime
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://debian.org/debian/12"/></libosinfo:libosinfo>"#,
    ],
    good: &[r#"clock: localtime
metadata: |
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/2k22"/></libosinfo:libosinfo>"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((system, span)) = osinfo::of(guest) else { return };
    let domain = guest.domain();
    let (name, wanted) = match system {
        _ if osinfo::is_windows(system) => ("Windows", "localtime"),
        _ if osinfo::is_linux(system) => ("Linux", "utc"),
        _ => return,
    };
    // Other offsets are chosen with care; none at all is UTC.
    let is_wrong = match domain.at("clock/@offset").map(|offset| &*offset.text) {
        Some(offset @ ("utc" | "localtime")) => offset != wanted,
        Some(_) => false,
        None => wanted == "localtime",
    };
    if is_wrong {
        let report = findings.report(domain.place("clock/@offset"), format!("the hardware clock is not what {name} takes it for"));
        report
            .related(span, format!("the guest runs {name}"))
            .help(format!("write `clock: {wanted}`"))
            .offer(domain.place("clock/@offset"), wanted);
    }
}
