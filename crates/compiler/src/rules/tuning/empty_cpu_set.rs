use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "empty-cpu-set",
    summary: "A set of CPUs or nodes is empty once everything is taken out that `^` names.",
    why: "libvirt refuses an empty set wherever something is tied to CPUs, vCPUs, I/O threads or nodes (formatdomain, CPU \
          Allocation, CPU Tuning, NUMA Node Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: { value: 2, cpuset: "1,^1" }"#,
        r#"cputune: { emulatorpin: "1,^1" }"#,
        r#"memoryBacking: { hugepages: { page: [{ size: 2 MiB, nodeset: "0,^0" }] } }"#,
    ],
    good: &[r#"vcpu: { value: 2, cpuset: "0-1,^1" }"#],
    check: Check::Guest(check),
};

const SETS: &[(&str, &str)] = &[
    ("vcpu", "@cpuset"),
    ("cputune/vcpupin", "@cpuset"),
    ("cputune/emulatorpin", "@cpuset"),
    ("cputune/iothreadpin", "@cpuset"),
    ("cputune/vcpusched", "@vcpus"),
    ("cputune/iothreadsched", "@iothreads"),
    ("numatune/memory", "@nodeset"),
    ("numatune/memnode", "@nodeset"),
    ("memoryBacking/hugepages/page", "@nodeset"),
    ("devices/memory", "source/nodemask"),
];

fn check(guest: &Guest, findings: &mut Findings) {
    for (elements, set) in SETS {
        for view in guest.domain().all(elements) {
            let Some(value) = view.at(set) else { continue };
            // numad overrides what is written here.
            let is_ignored = *elements == "vcpu" && view.is("@placement", "auto");
            // Only something that is taken out can leave nothing.
            if !is_ignored && value.text.contains('^') && Set::parse(&value.text).is_some_and(|set| set.is_empty()) {
                findings.report(value.span, format!("nothing is left of the set `{}`", value.text)).help("write what it is to hold");
            }
        }
    }
}
