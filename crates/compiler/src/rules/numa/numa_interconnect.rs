use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "numa-interconnect",
    summary: "A latency or bandwidth is about NUMA cells or caches that there are not, or that have no CPUs.",
    why: "Accesses come from a cell with vCPUs and go to a cell, or to a cache of it. libvirt refuses others (formatdomain, ACPI \
          Heterogeneous Memory Attribute Table, `interconnects`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }], interconnects: { latency: [{ initiator: 0, target: 1, type: access, value: 5 }] } } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }], interconnects: { latency: [{ initiator: 2, target: 0, type: access, value: 5 }] } } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 512 MiB }, { memory: 512 MiB }], interconnects: { latency: [{ initiator: 1, target: 0, type: access, value: 5 }] } } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }], interconnects: { bandwidth: [{ initiator: 0, target: 0, cache: 1, type: access, value: 200 KiB }] } } }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }], interconnects: { latency: [{ initiator: 0, target: 0, type: access, value: 5 }] } } }"#],
    check: Check::Each("cpu/numa/interconnects", check),
};

fn check(interconnects: View, guest: &Guest, findings: &mut Findings) {
    let Some(numa) = guest.domain().find("cpu/numa") else { return };
    let mut cells: Vec<(u64, View)> = numa.all("cell").zip(0..).map(|(cell, place)| (cell.number("@id").unwrap_or(place), cell)).collect();
    cells.sort_by_key(|(id, _)| *id);
    for link in interconnects.all("latency").chain(interconnects.all("bandwidth")) {
        let at = |path| {
            let id = link.number(path)?;
            cells.binary_search_by_key(&id, |(id, _)| *id).ok().and_then(|at| cells.get(at)).map(|(_, cell)| *cell)
        };
        for path in ["@initiator", "@target"] {
            if at(path).is_none() {
                let message = format!("there is no NUMA cell {}", link.text(path));
                findings.report(link.place(path), message).help(format!("cells are numbered from 0: there are {}", cells.len()));
            }
        }
        if let Some(initiator) = at("@initiator").filter(|cell| !cell.has("@cpus")) {
            let report = findings.report(link.place("@initiator"), "accesses cannot come from a cell without vCPUs");
            report.related(initiator.span(), "this cell has memory only");
        }
        let Some(level) = link.number("@cache").filter(|level| *level > 0) else { continue };
        let Some(target) = at("@target") else { continue };
        if target.all("cache").all(|cache| cache.number("@level") != Some(level)) {
            let report = findings.report(link.place("@cache"), format!("the target has no cache of level {level}"));
            report.related(target.span(), "this is the target").help("leave `cache` out to mean the cell's memory");
        }
    }
}
