use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "numa-distance",
    summary: "The distance between NUMA cells is impossible, or leads nowhere.",
    why: "A cell is at distance 10 from itself and farther from others, up to 255. libvirt refuses other distances, and those to \
          a cell that there is not (formatdomain, Guest NUMA node topology, `distances`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
cpu: { numa: { cell: [{ id: 0, cpus: 0-1, memory: 1 GiB, distances: { sibling: [{ id: 0, value: 20 }] } }] } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ id: 0, cpus: 0-1, memory: 1 GiB, distances: { sibling: [{ id: 1, value: 20 }] } }] } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ id: 0, cpus: "0", memory: 512 MiB, distances: { sibling: [{ id: 1, value: 10 }] } }, { id: 1, cpus: "1", memory: 512 MiB }] } }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ id: 0, cpus: "0", memory: 512 MiB, distances: { sibling: [{ id: 0, value: 10 }, { id: 1, value: 21 }] } }, { id: 1, cpus: "1", memory: 512 MiB }] } }"#],
    check: Check::Each("cpu/numa", check),
};

fn check(numa: View, _guest: &Guest, findings: &mut Findings) {
    let count = numa.all("cell").count() as u64;
    for (cell, place) in numa.all("cell").zip(0..) {
        let id = cell.number("@id").unwrap_or(place);
        for sibling in cell.all("distances/sibling") {
            let (Some(other), Some(distance)) = (sibling.number("@id"), sibling.number("@value")) else { continue };
            if other >= count {
                let message = format!("there is no NUMA cell {other}");
                findings.report(sibling.place("@id"), message).help(format!("cells are numbered from 0: the last one is {}", count - 1));
            } else if other == id && distance != 10 {
                findings
                    .report(sibling.place("@value"), "a cell is at distance 10 from itself")
                    .help("write `value: 10`")
                    .fix(sibling.place("@value"), "10");
            } else if other != id && distance == 10 {
                let message = format!("cell {other} would be as near as cell {id} itself");
                findings.report(sibling.place("@value"), message).help("write a distance from 11 to 255, such as 20");
            }
        }
    }
}
