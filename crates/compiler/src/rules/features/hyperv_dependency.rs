use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hyperv-dependency",
    summary: "A Hyper-V interface is switched on without another one that it builds on.",
    why: "libvirt takes such a guest, and QEMU does not start it: synthetic timers need the synthetic interrupt controller and \
          Hyper-V's clock, that and hypercalls between vCPUs need the index of vCPUs, and the enlightened VMCS needs the virtual \
          APIC (QEMU's documentation of Hyper-V enlightenments).",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "features: { hyperv: { synic: true } }",
        "features: { hyperv: { vpindex: true, stimer: true } }",
        "features: { hyperv: { evmcs: true } }",
        "features: { hyperv: { tlbflush: true, ipi: true } }",
    ],
    good: &[r#"features: { hyperv: { vpindex: true, synic: true, stimer: true, tlbflush: true, ipi: true, vapic: true, evmcs: true } }
clock: { offset: utc, timer: [{ name: hypervclock, present: true }] }"#],
    check: Check::EachQemu("features/hyperv", check),
};

const NEEDS: &[(&str, &str)] =
    &[("synic", "vpindex"), ("stimer", "synic"), ("tlbflush", "vpindex"), ("ipi", "vpindex"), ("evmcs", "vapic")];

fn check(hyperv: View, guest: &Guest, findings: &mut Findings) {
    // What is passed through brings all that the host has.
    if hyperv.is("@mode", "passthrough") || guest.domain().is("@type", "qemu") {
        return;
    }
    let is_on = |name| hyperv.find(name).filter(|feature| feature.is_on("@state"));
    for (name, needed) in NEEDS {
        if let Some(feature) = is_on(name).filter(|_| is_on(needed).is_none()) {
            let message = format!("`{name}` builds on `{needed}`, which is not on");
            findings.report(feature.span(), message).help(format!("write `{needed}: true` beside it"));
        }
    }
    let mut timers = guest.domain().all("clock/timer");
    if let Some(timer) = is_on("stimer").filter(|_| !timers.any(|timer| timer.is("@name", "hypervclock") && timer.is_on("@present"))) {
        let message = "`stimer` builds on Hyper-V's clock, which the guest does not have";
        findings.report(timer.span(), message).help("write `clock: { timer: [{ name: hypervclock, present: true }] }`");
    }
}
