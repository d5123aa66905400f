use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "address-bits-with-passthrough",
    summary: "A number of address bits is given beside the host's own.",
    why: "The mode `passthrough` takes the width of the host's CPU. libvirt refuses `bits` with it; `limit` sets an upper bound \
          (formatdomain, CPU model and topology, `maxphysaddr`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["cpu: { mode: host-passthrough, maxphysaddr: { mode: passthrough, bits: 42 } }"],
    good: &[
        "cpu: { mode: host-passthrough, maxphysaddr: { mode: passthrough, limit: 42 } }",
        "cpu: { mode: host-passthrough, maxphysaddr: { mode: emulate, bits: 42 } }",
    ],
    check: Check::EachQemu("cpu/maxphysaddr", check),
};

fn check(width: View, _guest: &Guest, findings: &mut Findings) {
    if !width.is("@mode", "passthrough") {
        return;
    }
    let Some(bits) = width.at("@bits") else { return };
    findings
        .report(bits.span, "the number of address bits is the host's, and given")
        .related(width.place("@mode"), "this takes the host's number")
        .help("write `mode: emulate` for a number of your own, or `limit` for an upper bound");
}
