use super::of_machine;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::host::Capabilities;

pub(super) const RULE: Rule = Rule {
    id: "feature-not-on-host",
    summary: "A guest uses a feature that its host does not offer.",
    why: "libvirt refuses the guest, or does not start it. What a host offers stands in the file of its `virsh domcapabilities`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    launchSecurity: { type: sev, policy: 3, cbitpos: 47, reducedPhysBits: 1 }
"#,
        r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    features: { hyperv: { mode: custom, evmcs: true, relaxed: true } }
"#,
    ],
    good: &[r#"hosts: { kvm1: { domcapabilities: kvm1.xml } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    os: { arch: x86_64, machine: q35 }
    features: { hyperv: { mode: custom, relaxed: true } }
    genid: {}
"#],
    check: Check::Qemu(check),
};

/// A feature, and where a guest asks for it.
const FEATURES: &[(&str, &str)] = &[
    ("vmcoreinfo", "features/vmcoreinfo"),
    ("genid", "genid"),
    ("async-teardown", "features/async-teardown"),
    ("ps2", "features/ps2"),
    ("gic", "features/gic"),
];

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((host, capabilities)) = of_machine(guest) else { return };
    let domain = guest.domain();
    let lacks = |name: &str| capabilities.feature(name).is_some_and(|section| !section.is_supported());
    for (name, path) in FEATURES.iter().filter(|(name, _)| lacks(name)) {
        let is_off = domain.find(path).is_some_and(|found| found.element().attribute("state").is_some_and(|state| &*state.text == "off"));
        if domain.has(path) && !is_off {
            findings.report(domain.place(path), format!("`{host}` does not offer `{name}`")).help("take it out, or name another `host`");
        }
    }
    security(guest, host, capabilities, findings);
    if let (Some(hyperv), Some(known)) =
        (domain.find("features/hyperv"), capabilities.feature("hyperv").and_then(|section| section.values("features")))
    {
        for feature in hyperv.element().children() {
            let name = feature.place.name;
            let is_on = feature.attribute("state").is_some_and(|state| &*state.text == "on");
            // What the list does not name may be newer than the libvirt that printed it.
            if is_on && LISTED.contains(&name) && !known.iter().any(|known| known == name) {
                findings.report(feature.span, format!("`{host}` does not offer the Hyper-V feature `{name}`")).help("take it out");
            }
        }
    }
}

/// The features that libvirt has listed since it lists any.
const LISTED: &[&str] = &[
    "relaxed",
    "vapic",
    "spinlocks",
    "vpindex",
    "runtime",
    "synic",
    "stimer",
    "reset",
    "vendor_id",
    "frequencies",
    "reenlightenment",
    "tlbflush",
    "ipi",
    "evmcs",
];

fn security(guest: &Guest, host: &str, capabilities: &Capabilities, findings: &mut Findings) {
    let Some(kind) = guest.domain().at("launchSecurity/@type") else { return };
    let section = match &*kind.text {
        "sev" => "sev",
        "s390-pv" => "s390-pv",
        _ => "launchSecurity",
    };
    let Some(found) = capabilities.feature(section) else { return };
    let is_listed = section != "launchSecurity" || found.allows("sectype", &kind.text) != Some(false);
    if !found.is_supported() || !is_listed {
        let message = format!("`{host}` cannot protect guests by `{}`", kind.text);
        findings.report(kind.span, message).help("name another `host`");
    }
}
