use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "numatune-without-nodes",
    summary: "The guest's memory is tied to host nodes, and none are named.",
    why: "Placement is static unless numad chooses the vCPUs' places or the memory's, and then needs a `nodeset`; libvirt \
          refuses a policy without (formatdomain, NUMA Node Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: { value: 2, placement: auto }
numatune: { memory: { mode: strict, placement: static } }"#,
        "numatune: { memory: { mode: interleave } }",
    ],
    good: &[
        r#"numatune: { memory: { mode: strict, nodeset: "0" } }"#,
        r#"vcpu: { value: 2, placement: auto }
numatune: { memory: { mode: strict } }"#,
    ],
    check: Check::Each("numatune/memory", check),
};

fn check(memory: View, guest: &Guest, findings: &mut Findings) {
    if memory.has("@nodeset") || memory.is("@placement", "auto") {
        return;
    }
    let placement = memory.at("@placement");
    // Without a placement of its own, memory goes where the vCPUs go.
    let follows = placement.is_none() && (!memory.has("@mode") || guest.domain().is("vcpu/@placement", "auto"));
    if follows {
        return;
    }
    let span = placement.map_or(memory.span(), |placement| placement.span);
    findings.report(span, "the placement is static, and no nodes are named").help("write `nodeset: 0`, or `placement: auto`");
}
