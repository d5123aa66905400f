use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "restrictive-memnode",
    summary: "The policy for all memory is restrictive, and that of a cell is not, or the other way round.",
    why: "`restrictive` leaves memory to cgroups, for all cells or for none: libvirt refuses another mode in `memnode` beside it \
          (formatdomain, NUMA Node Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
numatune: { memory: { mode: restrictive, nodeset: "0" }, memnode: [{ cellid: 0, mode: strict, nodeset: "0" }] }"#],
    good: &[r#"vcpu: 2
cpu: { numa: { cell: [{ cpus: 0-1, memory: 1 GiB }] } }
numatune: { memory: { mode: restrictive, nodeset: "0" }, memnode: [{ cellid: 0, mode: restrictive, nodeset: "0" }] }"#],
    check: Check::Each("numatune", check),
};

fn check(numatune: View, _guest: &Guest, findings: &mut Findings) {
    let mode = numatune.at("memory/@mode");
    if let Some(mode) = mode.filter(|mode| &*mode.text == "restrictive") {
        for node in numatune.all("memnode").filter(|node| !node.is("@mode", "restrictive")) {
            findings
                .report(node.place("@mode"), "all memory is left to cgroups, and this cell's is not")
                .related(mode.span, "restrictive")
                .help("write `mode: restrictive` here, too");
        }
        return;
    }
    for node in numatune.all("memnode").filter(|node| node.is("@mode", "restrictive")) {
        let report = findings.report(node.place("@mode"), "this cell's memory is left to cgroups, and all memory is not");
        let report = mode.into_iter().fold(report, |report, mode| report.related(mode.span, "another policy"));
        report.help("write `mode: restrictive` for `memory`, too");
    }
}
