use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cache-allocation-collides",
    summary: "Two shares of the host's CPU cache or memory bandwidth are for the same vCPUs.",
    why: "The vCPUs of two `cachetune` differ in all; those of a `memorytune` are the same as those of a `cachetune`, or differ \
          in all. Within one, each cache and type, and each node, stands once. libvirt refuses anything else (formatdomain, CPU \
          Tuning).",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 4
cputune: { cachetune: [{ vcpus: "0", cache: [{ id: 0, level: 3, type: code, size: 12 KiB }] }, { vcpus: "0", cache: [{ id: 0, level: 3, type: data, size: 18 KiB }] }] }"#,
        r#"vcpu: 4
cputune: { cachetune: [{ vcpus: 0-1, cache: [{ id: 0, level: 3, type: code, size: 12 KiB }] }], memorytune: [{ vcpus: "0", node: [{ id: 0, bandwidth: 50 }] }] }"#,
        r#"vcpu: 4
cputune: { cachetune: [{ vcpus: "0", cache: [{ id: 0, level: 3, type: both, size: 12 KiB }, { id: 0, level: 3, type: data, size: 18 KiB }] }] }"#,
        r#"vcpu: 4
cputune: { memorytune: [{ vcpus: "0", node: [{ id: 0, bandwidth: 50 }, { id: 0, bandwidth: 20 }] }] }"#,
    ],
    good: &[r#"vcpu: 4
cputune: { cachetune: [{ vcpus: 0-1, cache: [{ id: 0, level: 3, type: code, size: 12 KiB }] }], memorytune: [{ vcpus: 0-1, node: [{ id: 0, bandwidth: 50 }] }] }"#],
    check: Check::Each("cputune", check),
};

fn check(cputune: View, guest: &Guest, findings: &mut Findings) {
    let mut groups: Vec<(Set, View)> = Vec::new();
    for tune in cputune.all("cachetune").chain(cputune.all("memorytune")) {
        check_parts(tune, findings);
        let Some(vcpus) = Set::parse(tune.text("@vcpus")) else { continue };
        // libvirt drops what is about vCPUs that there are not.
        let vcpus = vcpus.below(guest.vcpus());
        let is_same = |group: &Set| *group == vcpus && tune.kind() == "memorytune";
        // No host has more groups.
        match groups.iter().take(64).find(|(group, _)| group.common(&vcpus).is_some()) {
            Some((group, _)) if is_same(group) => {}
            Some((group, first)) => {
                let shared = group.common(&vcpus).unwrap_or(0);
                let report = findings.report(tune.place("@vcpus"), format!("vCPU {shared} is in two shares of the host's cache"));
                report.related(first.place("@vcpus"), "also here").help("write each vCPU once, or the same set in both places");
            }
            None if vcpus.is_empty() || !is_kept(tune) => {}
            None => groups.push((vcpus, tune)),
        }
    }
}

/// libvirt drops a group in which there is nothing.
fn is_kept(tune: View) -> bool {
    tune.has("monitor") || tune.has(if tune.kind() == "cachetune" { "cache" } else { "node" })
}

fn check_parts(tune: View, findings: &mut Findings) {
    if tune.kind() == "memorytune" {
        let mut seen = HashMap::new();
        for node in tune.all("node").filter_map(|node| node.at("@id")) {
            if let Some(first) = seen.insert(&*node.text, node.span) {
                let report = findings.report(node.span, format!("the bandwidth of node {} is shared out twice", node.text));
                report.related(first, "first here").help("write each node once");
            }
        }
        return;
    }
    let mut seen: HashMap<(&str, &str), Vec<View>> = HashMap::new();
    for cache in tune.all("cache") {
        let others = seen.entry((cache.text("@id"), cache.text("@level"))).or_default();
        let kind = cache.text("@type");
        let collides = |other: &&View| other.text("@type") == kind || kind == "both" || other.is("@type", "both");
        if let Some(first) = others.iter().find(collides) {
            let report = findings.report(cache.span(), format!("cache {} is shared out twice", cache.text("@id")));
            report.related(first.span(), "first here").help("write each cache and type once; `both` is code and data");
        }
        others.push(cache);
    }
}
