use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cpu-cache-level",
    summary: "The level of a CPU cache does not fit its mode.",
    why: "QEMU can invent an L3 cache and nothing else, and passes all levels through or hides them all. libvirt refuses \
          `emulate` with another level than 3, and a level with the other modes (formatdomain, CPU model and topology, `cache`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "cpu: { mode: host-passthrough, cache: { mode: passthrough, level: 3 } }",
        "cpu: { cache: { mode: disable, level: 3 } }",
        "cpu: { cache: { mode: emulate, level: 2 } }",
        "cpu: { cache: emulate }",
    ],
    good: &["cpu: { cache: { mode: emulate, level: 3 } }", "cpu: { cache: disable }"],
    check: Check::EachQemu("cpu/cache", check),
};

fn check(cache: View, _guest: &Guest, findings: &mut Findings) {
    let level = cache.at("@level");
    if cache.is("@mode", "emulate") {
        if level.is_none_or(|level| &*level.text != "3") {
            let message = "only an L3 cache can be emulated";
            findings.report(level.map_or(cache.place("@mode"), |level| level.span), message).help("write `level: 3` with `mode: emulate`");
        }
        return;
    }
    if let Some(level) = level.filter(|_| cache.has("@mode")) {
        let message = format!("the mode `{}` is about the caches of all levels", cache.text("@mode"));
        findings.report(level.span, message).related(cache.place("@mode"), "this mode has no level").help("leave `level` out").may_go();
    }
}
