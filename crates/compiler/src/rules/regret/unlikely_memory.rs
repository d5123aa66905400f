use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unlikely-memory",
    summary: "A guest has so little or so much memory that the unit is probably wrong.",
    why: "libvirt takes a number without unit for KiB, so that 4096 are 4 MiB (formatdomain, Memory allocation). No current system starts in less than 16 MiB, and few hosts have 16 TiB.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["memory: 4096 KiB", "memory: 32768 GiB"],
    good: &["memory: 4096 MiB"],
    check: Check::Qemu(check),
};

const LEAST: u64 = 16 << 20;
const MOST: u64 = 16 << 40;

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let Some(bytes) = domain.bytes("memory").filter(|bytes| *bytes > 0) else { return };
    // The memory of NUMA cells counts where there are some.
    if domain.has("cpu/numa") || (LEAST..=MOST).contains(&bytes) {
        return;
    }
    let (how, unit) = if bytes < LEAST { ("little", "larger") } else { ("much", "smaller") };
    let report = findings.report(domain.place("memory"), format!("this is very {how} memory for a guest"));
    report.help(format!("was a {unit} unit meant, such as MiB or GiB?"));
}
