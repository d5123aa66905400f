use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hugepages-without-cell",
    summary: "Huge pages are meant for a NUMA cell that the guest does not have.",
    why: "The `nodeset` of huge pages names cells of the guest, not nodes of the host. libvirt refuses one that there is not \
          (formatdomain, Memory Backing).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
memoryBacking: { hugepages: { page: [{ size: 2 MiB, nodeset: "1" }] } }"#,
        r#"memoryBacking: { hugepages: { page: [{ size: 2 MiB, nodeset: "1" }] } }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
memoryBacking: { hugepages: { page: [{ size: 2 MiB, nodeset: "0" }] } }"#],
    check: Check::Each("memoryBacking/hugepages/page", check),
};

fn check(page: View, guest: &Guest, findings: &mut Findings) {
    let Some(set) = page.at("@nodeset") else { return };
    let cells = guest.numa_cells();
    // A guest without cells is one as a whole.
    let Some(missing) = Set::parse(&set.text).and_then(|set| set.beyond(cells.max(1))) else { return };
    let report = findings.report(set.span, format!("there is no NUMA cell {missing}"));
    match cells.checked_sub(1) {
        Some(last) => report.help(format!("cells are numbered from 0: the last one is {last}")),
        None => report.help("leave `nodeset` out: the guest has no cells").needless(),
    };
}
