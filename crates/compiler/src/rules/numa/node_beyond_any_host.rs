use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;
use virtc_model::element::Value;
use virtc_model::value::cpuset::CpuSet;

pub(super) const RULE: Rule = Rule {
    id: "node-beyond-any-host",
    summary: "Memory is bound to a NUMA node that no host has.",
    why: "libvirt refuses a guest whose memory has to come from a node that its host does not have. The largest machines \
          have a few hundred nodes (formatdomain, NUMA Node Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["numatune: { memory: { mode: strict, nodeset: 999 } }"],
    good: &["numatune: { memory: { mode: strict, nodeset: 0 } }"],
    check: Check::Each("numatune", check),
};

/// More nodes than any machine has.
const NODES: u64 = 512;

fn check(tuning: View, _guest: &Guest, findings: &mut Findings) {
    let parts = tuning.find("memory").into_iter().chain(tuning.all("memnode"));
    for nodeset in parts.filter(|part| part.is("@mode", "strict")).filter_map(|part| part.at("@nodeset")) {
        if let Some(node) = beyond(nodeset) {
            findings
                .report(nodeset.span, format!("no host has a NUMA node {node}"))
                .help("`virsh capabilities` lists the nodes of a host, from 0");
        }
    }
}

fn beyond(nodeset: &Value) -> Option<u64> {
    let nodes = CpuSet::parse(&nodeset.text).ok()?;
    nodes.last().filter(|last| *last >= NODES)
}
