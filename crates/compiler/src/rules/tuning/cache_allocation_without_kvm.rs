use crate::rules::set::Set;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cache-allocation-without-kvm",
    summary: "Shares of the host's CPU cache or memory bandwidth are given to an emulated guest.",
    why: "The kernel's resctrl gives shares to the threads of vCPUs, which only KVM guests have; libvirt refuses `cachetune` and \
          `memorytune` with other types (formatdomain, CPU Tuning).",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"type: qemu
vcpu: 2
cputune: { cachetune: [{ vcpus: 0-1, cache: [{ id: 0, level: 3, type: both, size: 3 MiB }] }] }"#],
    good: &[r#"type: kvm
vcpu: 2
cputune: { cachetune: [{ vcpus: 0-1, cache: [{ id: 0, level: 3, type: both, size: 3 MiB }] }] }"#],
    check: Check::EachQemu("cputune", check),
};

fn check(cputune: View, guest: &Guest, findings: &mut Findings) {
    let Some(kind) = guest.domain().at("@type").filter(|kind| &*kind.text != "kvm") else { return };
    let of_cache = cputune.all("cachetune").filter(|tune| tune.has("cache") || tune.has("monitor"));
    let of_memory = cputune.all("memorytune").filter(|tune| tune.has("node") || tune.has("monitor"));
    // libvirt drops what is about vCPUs that there are not.
    let most = guest.vcpus();
    let is_kept = |tune: &View| Set::parse(tune.text("@vcpus")).is_some_and(|vcpus| vcpus.iter().next().is_some_and(|vcpu| vcpu < most));
    if let Some(tune) = of_cache.chain(of_memory).find(is_kept) {
        let message = format!("a guest of type `{}` has no share of the host's cache", kind.text);
        findings.report(tune.span(), message).related(kind.span, "this type").help("write `type: kvm`, or leave it out");
    }
}
