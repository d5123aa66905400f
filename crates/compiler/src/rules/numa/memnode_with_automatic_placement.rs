use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "memnode-with-automatic-placement",
    summary: "Cells of the guest are tied to host nodes, and numad places the guest's memory.",
    why: "numad places the guest as a whole; libvirt refuses `memnode` where the placement is automatic, which it also is when \
          numad places the vCPUs and nothing is said of the memory (formatdomain, NUMA Node Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
numatune: { memory: { mode: strict, placement: auto }, memnode: [{ cellid: 0, mode: strict, nodeset: "0" }] }"#,
        r#"vcpu: { value: 2, placement: auto }
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
numatune: { memnode: [{ cellid: 0, mode: strict, nodeset: "0" }] }"#,
    ],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
numatune: { memory: { mode: strict, nodeset: "0" }, memnode: [{ cellid: 0, mode: strict, nodeset: "0" }] }"#],
    check: Check::Each("numatune", check),
};

fn check(numatune: View, guest: &Guest, findings: &mut Findings) {
    let Some(node) = numatune.find("memnode") else { return };
    let place = match numatune.find("memory") {
        Some(memory) => match memory.at("@placement") {
            Some(placement) => Some(placement.span).filter(|_| &*placement.text == "auto"),
            None if memory.has("@nodeset") || !memory.has("@mode") => None,
            None => automatic_vcpus(guest),
        },
        None => automatic_vcpus(guest),
    };
    if let Some(place) = place {
        let message = "a cell is tied to nodes, and numad places all memory";
        findings
            .report(node.span(), message)
            .related(place, "placed by numad")
            .help("name nodes for the whole: `memory: { nodeset: 0-1 }`");
    }
}

fn automatic_vcpus(guest: &Guest) -> Option<virtc_model::span::Span> {
    guest.domain().at("vcpu/@placement").filter(|placement| &*placement.text == "auto").map(|placement| placement.span)
}
