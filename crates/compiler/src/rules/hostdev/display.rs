use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "mdev-display-without-graphics",
    summary: "A mediated device shows its output, and the guest has no graphics.",
    why: "`display` puts what the device draws into a graphics device, such as VNC, which has to be there \
          (formatdomain, Host device assignment, `display`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { hostdev: { gpu: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-pci, display: true } } }"],
    good: &[
        "devices: { hostdev: { gpu: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-pci, display: true } }, graphics: { screen: { vnc: {} } } }",
    ],
    check: Check::EachQemu("devices/hostdev", check),
};

fn check(hostdev: View, guest: &Guest, findings: &mut Findings) {
    let Some(display) = hostdev.at("@display").filter(|display| &*display.text == "on") else { return };
    if hostdev.is("@type", "mdev") && hostdev.is("@model", "vfio-pci") && guest.devices("graphics").next().is_none() {
        let report = findings.report(display.span, format!("{} shows its output, and the guest has no graphics", hostdev.label()));
        report.help("add `graphics`, such as `graphics: { screen: { vnc: {} } }`");
    }
}
