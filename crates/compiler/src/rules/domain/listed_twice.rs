use crate::rules::{Check, Findings, Group, Guest, Rule};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "listed-twice",
    summary: "Two entries of a list are about the same thing.",
    why: "libvirt refuses a second entry for one CPU feature, I/O thread, pinned vCPU or I/O thread, cell of the guest, host \
          device, performance event, cipher or security model.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "cpu: { mode: host-model, feature: [{ name: vmx, policy: require }, { name: vmx, policy: disable }] }",
        r#"vcpu: 2
cputune: { vcpupin: [{ vcpu: 0, cpuset: "0" }, { vcpu: 0, cpuset: "1" }] }"#,
        "iothreadids: { iothread: [{ id: 1 }, { id: 1 }] }",
        "blkiotune: { device: [{ path: /dev/sda, weight: 200 }, { path: /dev/sda, weight: 300 }] }",
        "perf: { event: [{ name: cmt, enabled: true }, { name: cmt, enabled: false }] }",
        "seclabel: [{ model: dac, type: dynamic }, { model: dac, type: none }]",
    ],
    good: &[r#"vcpu: 2
cputune: { vcpupin: [{ vcpu: 0, cpuset: "0" }, { vcpu: 1, cpuset: "0" }] }"#],
    check: Check::Guest(check),
};

/// The lists, what tells their entries apart, and what messages call that.
const LISTS: &[(&str, &str, &str)] = &[
    ("cpu/feature", "@name", "the CPU feature"),
    ("cputune/vcpupin", "@vcpu", "vCPU"),
    ("cputune/iothreadpin", "@iothread", "I/O thread"),
    ("iothreadids/iothread", "@id", "I/O thread"),
    ("blkiotune/device", "path", "the device"),
    ("numatune/memnode", "@cellid", "NUMA cell"),
    ("perf/event", "@name", "the event"),
    ("keywrap/cipher", "@name", "the cipher"),
    ("seclabel", "@model", "the security model"),
];

fn check(guest: &Guest, findings: &mut Findings) {
    for (list, key, what) in LISTS {
        let mut entries = guest.domain().all(list);
        let (Some(first), Some(second)) = (entries.next(), entries.next()) else { continue };
        let mut seen = HashMap::new();
        for entry in [first, second].into_iter().chain(entries) {
            let Some(value) = entry.at(key) else { continue };
            // A vCPU that there is not is not pinned at all.
            if *list == "cputune/vcpupin" && entry.number(key).is_none_or(|vcpu| vcpu >= guest.vcpus()) {
                continue;
            }
            if let Some(earlier) = seen.insert(&*value.text, value.span) {
                let report = findings.report(value.span, format!("{what} `{}` is listed twice", value.text));
                report.related(earlier, "first here").help("keep one of the entries");
            }
        }
    }
    for cell in guest.domain().all("cpu/numa/cell") {
        let mut seen = HashMap::new();
        for level in cell.all("cache").filter_map(|cache| cache.at("@level")) {
            if let Some(earlier) = seen.insert(&*level.text, level.span) {
                let report = findings.report(level.span, format!("the cache of level `{}` is listed twice", level.text));
                report.related(earlier, "first here").help("keep one of the entries");
            }
        }
    }
}
