use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "number-beyond-any-set",
    summary: "A set of CPUs or nodes holds a number that libvirt cannot count to.",
    why: "libvirt keeps sets of up to 16384 CPUs or nodes, counted from 0, and cannot parse a higher number.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"vcpu: { value: 2, cpuset: "20000" }"#, "cputune: { vcpupin: [{ vcpu: 0, cpuset: 0-16384 }] }"],
    good: &[r#"vcpu: { value: 2, cpuset: "16383" }"#],
    check: Check::Guest(check),
};

const SETS: &[(&str, &str)] = &[
    ("vcpu", "@cpuset"),
    ("cputune/vcpupin", "@cpuset"),
    ("cputune/emulatorpin", "@cpuset"),
    ("cputune/iothreadpin", "@cpuset"),
    ("cputune/vcpusched", "@vcpus"),
    ("cputune/iothreadsched", "@iothreads"),
    ("cputune/cachetune", "@vcpus"),
    ("cputune/memorytune", "@vcpus"),
    ("numatune/memory", "@nodeset"),
    ("numatune/memnode", "@nodeset"),
    ("memoryBacking/hugepages/page", "@nodeset"),
    ("cpu/numa/cell", "@cpus"),
    ("devices/memory", "source/nodemask"),
];

fn check(guest: &Guest, findings: &mut Findings) {
    for (elements, set) in SETS {
        for view in guest.domain().all(elements) {
            let Some(value) = view.at(set) else { continue };
            let is_ignored = *elements == "vcpu" && view.is("@placement", "auto");
            let mut numbers = value.text.split(|sign: char| !sign.is_ascii_digit());
            let beyond = numbers.find(|number| number.parse::<u64>().is_ok_and(|number| number > 16383));
            if let Some(number) = beyond.filter(|_| !is_ignored) {
                findings.report(value.span, format!("libvirt knows no number {number} in a set")).help("write numbers up to 16383");
            }
        }
    }
}
