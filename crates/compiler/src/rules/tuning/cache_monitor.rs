use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cache-monitor",
    summary: "A monitor watches other vCPUs than those of its share, or no cache of level 3.",
    why: "A monitor is about some or all vCPUs of the share that it stands in, each set once, and about L3 caches. libvirt \
          refuses others (formatdomain, CPU Tuning).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 4
cputune: { cachetune: [{ vcpus: 0-1, monitor: [{ level: 3, vcpus: 1-2 }] }] }"#,
        r#"vcpu: 4
cputune: { cachetune: [{ vcpus: 0-1, monitor: [{ level: 2, vcpus: 0-1 }] }] }"#,
        r#"vcpu: 4
cputune: { cachetune: [{ vcpus: 0-1, monitor: [{ level: 3, vcpus: 0-1 }, { level: 3, vcpus: 0-1 }] }] }"#,
        r#"vcpu: 4
cputune: { cachetune: [{ vcpus: 0-3, monitor: [{ level: 3, vcpus: 0-1 }, { level: 3, vcpus: 1-2 }] }] }"#,
    ],
    good: &[r#"vcpu: 4
cputune: { cachetune: [{ vcpus: 0-3, cache: [{ id: 0, level: 3, type: both, size: 3 MiB }], monitor: [{ level: 3, vcpus: 0-3 }, { level: 3, vcpus: "0" }] }] }"#],
    check: Check::Each("cputune", check),
};

/// No host has more groups to watch.
const MOST: usize = 64;

fn check(cputune: View, guest: &Guest, findings: &mut Findings) {
    for tune in cputune.all("cachetune").chain(cputune.all("memorytune")) {
        let Some(vcpus) = Set::parse(tune.text("@vcpus")).map(|vcpus| vcpus.below(guest.vcpus())) else { continue };
        // libvirt drops what is about vCPUs that there are not.
        if !vcpus.is_empty() {
            check_monitors(tune, &vcpus, guest, findings);
        }
    }
}

fn check_monitors(tune: View, vcpus: &Set, guest: &Guest, findings: &mut Findings) {
    let has_share = tune.has(if tune.kind() == "cachetune" { "cache" } else { "node" });
    let mut earlier: Vec<(Set, View)> = Vec::new();
    for monitor in tune.all("monitor") {
        if tune.kind() == "cachetune" && monitor.number("@level").is_some_and(|level| level != 3) {
            findings
                .report(monitor.place("@level"), "only L3 caches can be watched")
                .help("write `level: 3`")
                .fix(monitor.place("@level"), "3");
        }
        let Some(watched) = Set::parse(monitor.text("@vcpus")).map(|watched| watched.below(guest.vcpus())) else { continue };
        let place = monitor.place("@vcpus");
        if watched.is_empty() {
            findings.report(place, "no vCPU is watched").help("write some of the vCPUs of the share");
        } else if let Some(other) = watched.iter().find(|vcpu| !vcpus.contains(*vcpu)) {
            let report = findings.report(place, format!("vCPU {other} does not belong to this share"));
            report.related(tune.place("@vcpus"), "these do").help("write some of these vCPUs");
        } else if let Some((same, first)) = earlier.iter().take(MOST).find(|(set, _)| collide(&watched, set, vcpus, has_share)) {
            let message = if *same == watched { "the same vCPUs are watched twice" } else { "two monitors watch some of the same vCPUs" };
            findings.report(place, message).related(first.place("@vcpus"), "also here").help("write each vCPU in one monitor");
        }
        earlier.push((watched, monitor));
    }
}

/// Whether libvirt refuses two monitors of one share.
fn collide(watched: &Set, other: &Set, vcpus: &Set, has_share: bool) -> bool {
    let whole = watched == vcpus || other == vcpus;
    watched == other || watched.common(other).is_some() && (!whole || !has_share)
}
