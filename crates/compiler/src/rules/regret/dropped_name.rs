use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "name-that-libvirt-drops",
    summary: "libvirt drops a name without a word.",
    why: "An alias of yours begins with `ua-`; any other is made anew by libvirt. A network device of the host must not be called as those that libvirt numbers itself: `vnet`, `vif`, `macvtap`, `macvlan` (formatdomain, Devices, `alias`; Overriding the target element).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /a.qcow2, format: qcow2, alias: system } } }",
        "devices: { interface: { lan: { bridge: br0, target: vnet7 } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /a.qcow2, format: qcow2, alias: ua-system } } }",
        "devices: { interface: { lan: { bridge: br0, target: web-7 } } }",
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for device in guest.all_devices() {
        let alias = device.at_if_known("alias/@name");
        if let Some(alias) = alias.filter(|alias| !alias.text.starts_with("ua-") && !is_made(&alias.text)) {
            let report = findings.report(alias.span, format!("libvirt drops the alias `{}`", alias.text));
            report.help(format!("write `ua-{}`", alias.text)).fix(alias.span, format!("ua-{}", alias.text));
        }
    }
    for interface in guest.devices("interface") {
        let target = interface.at("target/@dev");
        let own = ["vnet", "vif", "macvtap", "macvlan"];
        let is_own = |name: &str| own.iter().any(|prefix| name.starts_with(prefix));
        if let Some(target) = target.filter(|target| is_own(&target.text)) {
            let report = findings.report(target.span, format!("libvirt drops the name `{}`, as it numbers such ones itself", target.text));
            report.help("give it another name, or none");
        }
    }
}

/// Whether libvirt calls a device so by itself, as it stands in the XML of a running guest.
fn is_made(alias: &str) -> bool {
    alias.ends_with(|last: char| last.is_ascii_digit()) || matches!(alias, "usb" | "ide" | "pci" | "sata" | "scsi" | "fdc" | "iommu")
}
