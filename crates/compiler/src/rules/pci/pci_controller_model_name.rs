use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-controller-model-name",
    summary: "The QEMU device of a PCI controller is one for another model.",
    why: "`model/@name` says which device of QEMU does what the controller's `model` means: of most there is one, and roots have one on \
          pSeries only. libvirt refuses others (formatdomain, Controllers, `model`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { port: { type: pci, index: 1, model: { value: pcie-root-port, name: pci-bridge } } } }",
        "os: { arch: x86_64, machine: pc }\n\
         devices: { controller: { root: { type: pci, index: 0, model: { value: pci-root, name: spapr-pci-host-bridge } } } }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { port: { type: pci, index: 1, model: { value: pcie-root-port, name: ioh3420 } } } }"],
    check: Check::EachQemu("devices/controller", check),
};

const NAMES: &[(&str, &[&str])] = &[
    ("pci-bridge", &["pci-bridge"]),
    ("dmi-to-pci-bridge", &["i82801b11-bridge"]),
    ("pcie-to-pci-bridge", &["pcie-pci-bridge"]),
    ("pcie-root-port", &["pcie-root-port", "ioh3420"]),
    ("pcie-switch-upstream-port", &["x3130-upstream"]),
    ("pcie-switch-downstream-port", &["xio3130-downstream"]),
    ("pci-expander-bus", &["pxb"]),
    ("pcie-expander-bus", &["pxb-pcie"]),
    ("pcie-root", &[]),
];

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    if !controller.is("@type", "pci") {
        return;
    }
    let (Some(model), Some(name)) = (controller.at("@model"), controller.at("model/@name")) else { return };
    let names = match &*model.text {
        "pci-root" if guest.arch().is_none() => return,
        "pci-root" if guest.is_pseries() => &["spapr-pci-host-bridge"][..],
        "pci-root" => &[],
        other => match NAMES.iter().find(|(model, _)| *model == other) {
            Some((_, names)) => names,
            None => return,
        },
    };
    if names.contains(&&*name.text) {
        return;
    }
    let report = findings.report(name.span, format!("`{}` is no device for a `{}`", name.text, model.text));
    match names {
        [] => report.help("leave it out").needless_at(controller.find("model").map_or(name.span, View::span)),
        [only] => report.help(format!("write `{only}`, or leave it out")).fix(name.span, *only),
        [first, ..] => report.help(format!("write `{first}`, or leave it out")),
    };
}
