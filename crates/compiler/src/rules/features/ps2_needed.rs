use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ps2-needed",
    summary: "The PS/2 controller is switched off, and something needs it.",
    why: "VMware's mouse port and PS/2 keyboards and mice work through the controller; libvirt refuses them without it \
          (formatdomain, Hypervisor features, `ps2`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: x86_64, machine: q35 }
features: { ps2: { state: off }, vmport: true }"#,
        r#"os: { arch: x86_64, machine: q35 }
features: { ps2: { state: off } }
devices: { input: { keys: { type: keyboard, bus: ps2 } } }"#,
    ],
    good: &[r#"os: { arch: x86_64, machine: q35 }
features: { ps2: { state: off }, vmport: false }"#],
    check: Check::EachQemu("features/ps2", check),
};

fn check(ps2: View, guest: &Guest, findings: &mut Findings) {
    let Some(state) = ps2.at("@state").filter(|state| &*state.text == "off") else { return };
    if let Some(vmport) = guest.domain().find("features/vmport").filter(|vmport| !vmport.is_off("@state")) {
        let report = findings.report(vmport.span(), "VMware's mouse port needs the PS/2 controller");
        report.related(state.span, "it is switched off").help("write `vmport: false`");
    }
    for input in guest.devices("input").filter(|input| input.is("@bus", "ps2")) {
        let report = findings.report(input.place("@bus"), format!("{} needs the PS/2 controller", input.label()));
        report.related(state.span, "it is switched off").help("write another bus, such as `usb` or `virtio`");
    }
}
