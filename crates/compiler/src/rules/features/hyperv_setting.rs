use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hyperv-setting",
    summary: "A Hyper-V interface is switched on without the value that it needs, or with one that it does not take.",
    why: "Spinlocks need a number of retries of at least 4095, the vendor's name a text, and timers and TLB flushes a state. \
          libvirt refuses them without (formatdomain, Hypervisor features, `hyperv`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "features: { hyperv: { spinlocks: { state: on, retries: 100 } } }",
        "features: { hyperv: { spinlocks: { state: on } } }",
        "features: { hyperv: { vendor_id: { state: on } } }",
        "features: { hyperv: { stimer: {} } }",
    ],
    good: &["features: { hyperv: { spinlocks: { state: on, retries: 8191 }, vendor_id: { state: on, value: KVM Hv } } }"],
    check: Check::Each("features/hyperv", check),
};

fn check(hyperv: View, _guest: &Guest, findings: &mut Findings) {
    for name in ["stimer", "tlbflush"] {
        if let Some(feature) = hyperv.find(name).filter(|feature| !feature.has("@state")) {
            let message = format!("it is not said whether `{name}` is on");
            findings.report(feature.span(), message).help(format!("write `{name}: true`"));
        }
    }
    if let Some(spinlocks) = hyperv.find("spinlocks").filter(|spinlocks| spinlocks.is_on("@state")) {
        match spinlocks.number("@retries") {
            Some(retries) if retries >= 4095 => {}
            Some(_) => {
                let message = "a spinlock is retried at least 4095 times";
                findings.report(spinlocks.place("@retries"), message).help("write `retries: 4095` or more");
            }
            None if spinlocks.has("@retries") => {}
            None => {
                let message = "it is not said how often a spinlock is retried";
                findings.report(spinlocks.span(), message).help("write `spinlocks: { state: on, retries: 8191 }`");
            }
        }
    }
    if let Some(vendor) = hyperv.find("vendor_id").filter(|vendor| vendor.is_on("@state") && !vendor.has("@value")) {
        let message = "the name that the guest is to read is missing";
        findings.report(vendor.span(), message).help("write `vendor_id: { state: on, value: KVM Hv }`");
    }
}
