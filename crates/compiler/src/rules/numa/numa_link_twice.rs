use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "numa-link-twice",
    summary: "Two latencies or bandwidths are about the same accesses, or about both directions between two NUMA cells.",
    why: "What holds from one cell to another holds the other way, too: libvirt refuses a link that is written in both \
          directions, and information that is given twice (formatdomain, ACPI Heterogeneous Memory Attribute Table, \
          `interconnects`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }], interconnects: { latency: [{ initiator: 0, target: 0, type: access, value: 5 }, { initiator: 0, target: 0, type: access, value: 6 }] } } }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: "0", memory: 512 MiB }, { cpus: "1", memory: 512 MiB }], interconnects: { latency: [{ initiator: 0, target: 1, type: access, value: 5 }, { initiator: 1, target: 0, type: access, value: 6 }] } } }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }], interconnects: { latency: [{ initiator: 0, target: 0, type: read, value: 5 }, { initiator: 0, target: 0, type: write, value: 6 }] } } }"#],
    check: Check::Each("cpu/numa/interconnects", check),
};

fn check(interconnects: View, _guest: &Guest, findings: &mut Findings) {
    let mut links = HashMap::new();
    let mut directions: HashMap<(&str, &str), View> = HashMap::new();
    for link in interconnects.all("latency").chain(interconnects.all("bandwidth")) {
        let (from, to) = (link.text("@initiator"), link.text("@target"));
        let about = (link.kind(), from, to, link.text("@cache"), link.text("@type"));
        if let Some(first) = links.insert(about, link) {
            let message = format!("the {} of these accesses is given twice", link.kind());
            findings.report(link.span(), message).related(View::span(first), "first here").help("keep one of them");
        } else if from != to
            && let Some(other) = directions.get(&(to, from))
        {
            let message = format!("the way from cell {to} to cell {from} is known already");
            let report = findings.report(link.span(), message).related(other.span(), "from there to here");
            report.help("write one direction: it holds for both");
        }
        directions.entry((from, to)).or_insert(link);
    }
}
