use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "numa-cell-ids",
    summary: "The NUMA cells of the guest are not numbered one by one from 0.",
    why: "Cells are numbered from 0 without gaps, each once; those without a number take that of their place. libvirt refuses \
          another numbering (formatdomain, Guest NUMA node topology).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
cpu: { numa: { cell: [{ id: 1, cpus: 0-1, memory: 1 GiB }] } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ id: 1, cpus: "0", memory: 512 MiB }, { cpus: "1", memory: 512 MiB }] } }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ id: 1, cpus: "0", memory: 512 MiB }, { id: 0, cpus: "1", memory: 512 MiB }] } }"#],
    check: Check::Each("cpu/numa", check),
};

fn check(numa: View, _guest: &Guest, findings: &mut Findings) {
    let count = numa.all("cell").count() as u64;
    let mut seen = Set::empty();
    for (cell, place) in numa.all("cell").zip(0..) {
        let id = cell.number("@id").unwrap_or(place);
        if id >= count {
            let message = format!("{count} NUMA cells are numbered from 0 to {}, without a gap", count - 1);
            findings.report(cell.place("@id"), message).help(format!("write `id: {place}`")).offer(cell.place("@id"), place.to_string());
            return;
        }
        if seen.contains(id) {
            let message = format!("two NUMA cells have the number {id}");
            findings.report(cell.place("@id"), message).help("number the cells from 0, each once, or write no numbers at all");
            return;
        }
        seen.insert(id);
    }
}
