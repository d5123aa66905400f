use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "memnode-without-cell",
    summary: "Host nodes are named for a NUMA cell that the guest does not have.",
    why: "`memnode` says where the memory of one cell of the guest comes from; libvirt refuses it without that cell \
          (formatdomain, NUMA Node Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"numatune: { memory: { mode: strict, nodeset: "0" }, memnode: [{ cellid: 0, mode: strict, nodeset: "0" }] }"#,
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
numatune: { memnode: [{ cellid: 1, mode: strict, nodeset: "0" }] }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
numatune: { memnode: [{ cellid: 0, mode: strict, nodeset: "0" }] }"#],
    check: Check::Each("numatune/memnode", check),
};

fn check(node: View, guest: &Guest, findings: &mut Findings) {
    let Some(id) = node.number("@cellid") else { return };
    let cells = guest.numa_cells();
    if cells == 0 {
        let message = "the guest has no NUMA cells whose memory could be placed";
        findings.report(node.place("@cellid"), message).help("describe the cells under `cpu: { numa: … }`, or place the whole memory");
    } else if id >= cells {
        let report = findings.report(node.place("@cellid"), format!("there is no NUMA cell {id}"));
        report.help(format!("cells are numbered from 0: the last one is {}", cells - 1));
    }
}
