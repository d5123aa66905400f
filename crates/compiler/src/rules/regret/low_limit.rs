use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hard-limit-below-memory",
    summary: "The host kills a guest that uses its memory.",
    why: "`hard_limit` is for the whole QEMU process, which needs a few hundred MiB beyond the guest's memory. With less the kernel kills it once the guest has touched enough (formatdomain, Memory tuning).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"memory: 4 GiB
memtune: { hard_limit: 4 GiB }"#],
    good: &[r#"memory: 4 GiB
memtune: { hard_limit: 6 GiB }"#],
    check: Check::EachQemu("memtune/hard_limit", check),
};

fn check(limit: View, guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    // `memory` counts where there are no cells.
    if domain.has("cpu/numa") {
        return;
    }
    let (Some(most), Some(memory)) = (domain.bytes("memtune/hard_limit").filter(|most| *most > 0), domain.bytes("memory")) else { return };
    if most <= memory {
        let report = findings.report(limit.span(), "the guest is killed before it has used its memory");
        report.related(domain.place("memory"), "its memory").help("leave the limit out, or make it a gigabyte more than the memory");
    }
}
