use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "mac-of-another-hypervisor",
    summary: "A MAC address is one of another hypervisor's.",
    why: "The first three bytes belong to VMware, VirtualBox, Hyper-V or Parallels: the address may be another guest's, and software in the guest takes the machine for one of those. KVM has `52:54:00`.",
    level: Severity::Note,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"devices: { interface: { lan: { bridge: br0, mac: "00:50:56:12:34:56" } } }"#],
    good: &[r#"devices: { interface: { lan: { bridge: br0, mac: "52:54:00:12:34:57" } } }"#],
    check: Check::EachQemu("devices/interface/mac", check),
};

const VENDORS: [(&str, &str); 7] = [
    ("00:05:69", "VMware"),
    ("00:0c:29", "VMware"),
    ("00:1c:14", "VMware"),
    ("00:50:56", "VMware"),
    ("08:00:27", "VirtualBox"),
    ("00:15:5d", "Hyper-V"),
    ("00:1c:42", "Parallels"),
];

fn check(mac: View, _guest: &Guest, findings: &mut Findings) {
    let Some(address) = mac.at("@address") else { return };
    let starts = |prefix: &str| address.text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if let Some((_, vendor)) = VENDORS.iter().find(|(prefix, _)| starts(prefix)) {
        let report = findings.report(address.span, format!("the MAC address is one of {vendor}'s"));
        report.help("leave it out, and virtc derives one; keep it where a licence or DHCP server knows it");
    }
}
