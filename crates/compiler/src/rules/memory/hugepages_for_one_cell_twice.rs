use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hugepages-for-one-cell-twice",
    summary: "Two sizes of huge pages are meant for the same NUMA cells.",
    why: "Each cell takes its memory from pages of one size: its own, or that of the entry without a `nodeset`, of which there \
          is one. Without cells, a `nodeset` of 0 counts as none. libvirt refuses entries that meet (formatdomain, Memory \
          Backing).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "memoryBacking: { hugepages: { page: [{ size: 2 MiB }, { size: 1 GiB }] } }",
        r#"memoryBacking: { hugepages: { page: [{ size: 2 MiB, nodeset: "0" }, { size: 1 GiB }] } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
memoryBacking: { hugepages: { page: [{ size: 2 MiB, nodeset: "0" }, { size: 1 GiB, nodeset: "0" }] } }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
memoryBacking: { hugepages: { page: [{ size: 2 MiB, nodeset: "0" }, { size: 1 GiB }] } }"#],
    check: Check::Each("memoryBacking/hugepages", check),
};

fn check(hugepages: View, guest: &Guest, findings: &mut Findings) {
    let is_plain = guest.numa_cells() == 0;
    let mut whole: Option<View> = None;
    let mut taken = Set::empty();
    for page in hugepages.all("page") {
        let cells = Set::parse(page.text("@nodeset")).filter(|cells| !is_plain || cells.beyond(1).is_some());
        let Some(cells) = cells else {
            if let Some(first) = whole {
                let report = findings.report(page.span(), "two sizes of pages are meant for the whole guest");
                report.related(first.span(), "the first one").help("write one size, or a `nodeset` with the other");
            }
            whole = whole.or(Some(page));
            continue;
        };
        if let Some(shared) = taken.common(&cells) {
            let message = format!("two sizes of pages are meant for NUMA cell {shared}");
            let report = findings.report(page.place("@nodeset"), message).help("write each cell with one size of pages");
            let holds = |other: &View| Set::parse(other.text("@nodeset")).is_some_and(|cells| cells.contains(shared));
            if let Some(first) = hugepages.all("page").find(holds) {
                report.related(first.place("@nodeset"), "also here");
            }
            return;
        }
        taken.extend(&cells);
    }
}
