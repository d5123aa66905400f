use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pci-controller-option",
    summary: "An option of a PCI controller is not one of its model, or has a number that it cannot have.",
    why: "`busNr` is of expander buses, `chassisNr` of bridges, `chassis` and `port` of ports, `index` of pSeries roots, `hotplug` of \
          ports and the pci-root of i440fx, `memReserve` of root ports and bridges, the 64-bit hole of i440fx and q35 roots. libvirt refuses them elsewhere (formatdomain, Controllers, \
          `target`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { b: { type: pci, index: 1, model: pci-bridge, target: { busNr: 5 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { b: { type: pci, index: 1, model: pci-bridge, target: { chassisNr: 0 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { b: { type: pci, index: 1, model: pci-bridge, target: { hotplug: false } } } }",
        "os: { arch: ppc64, machine: pseries }\ndevices: { controller: { r: { type: pci, index: 1, model: pci-root, target: { index: 0 } } } }",
        "os: { arch: ppc64, machine: pseries }\ndevices: { controller: { r: { type: pci, index: 0, model: pci-root, target: { hotplug: false } } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { b: { type: pci, index: 1, model: pci-bridge, target: { chassisNr: 1 } } } }",
    ],
    check: Check::Each("devices/controller", check),
};

/// Options, the models that have them, and the least and greatest number.
const OPTIONS: &[(&str, &[&str], u64, u64)] = &[
    ("target/@busNr", &["pci-expander-bus", "pcie-expander-bus"], 1, 254),
    ("target/@chassisNr", &["pci-bridge"], 1, 255),
    ("target/@chassis", &["pcie-root-port", "pcie-switch-downstream-port"], 0, 255),
    ("target/@port", &["pcie-root-port", "pcie-switch-downstream-port"], 0, 255),
    ("target/@index", &["pci-root"], 0, 30),
    ("target/@hotplug", &["pci-root", "pcie-root-port", "pcie-switch-downstream-port"], 0, 0),
    ("target/@memReserve", &["pcie-root-port", "pci-bridge"], 0, u64::MAX),
    ("pcihole64", &["pci-root", "pcie-root"], 0, u64::MAX),
];

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    let Some(model) = controller.at("@model").filter(|_| controller.is("@type", "pci")) else { return };
    if let Some(reserve) = controller.at("target/@memReserve").filter(|reserve| reserve.text.parse() == Ok(0)) {
        findings.report(reserve.span, "no memory is reserved").help("leave `memReserve` out");
    }
    for (path, models, least, greatest) in OPTIONS {
        let Some(value) = controller.at(path) else { continue };
        let name = path.trim_start_matches("target/").trim_start_matches('@');
        // libvirt does not read the hole of bridges.
        if guest.is_qemu() && !models.contains(&&*model.text) && *path != "pcihole64" {
            let report = findings.report(value.span, format!("a `{}` has no `{name}`", model.text));
            report.help(format!("leave it out: it is for `{}`", models.join("` and `"))).may_go();
        } else if let Some(number) = controller.number(path).filter(|number| number < least || number > greatest) {
            findings
                .report(value.span, format!("{number} is no `{name}` of a `{}`", model.text))
                .help(format!("write {least} to {greatest}"));
        } else if guest.arch().is_some() || !guest.is_qemu() {
            on_machine(controller, path, guest, findings);
        }
    }
}

/// What depends on the machine, too.
fn on_machine(controller: View, path: &str, guest: &Guest, findings: &mut Findings) {
    let model = controller.text("@model");
    match path {
        "target/@index" if guest.is_qemu() && !guest.is_pseries() => {
            findings.report(controller.place(path), "only the roots of pSeries guests have an `index`").help("leave it out").may_go();
        }
        "target/@index" => {
            let (Some(bus), Some(index)) = (controller.number("@index"), controller.number(path)) else { return };
            if (bus == 0) != (index == 0) {
                let report = findings.report(controller.place(path), "the first root, and no other, has the `index` 0 among the roots");
                report.related(controller.place("@index"), "the controller's number");
            }
        }
        "target/@hotplug" if model == "pci-root" && guest.is_not_x86() => {
            findings.report(controller.place(path), "only the root of i440fx machines has `hotplug`").help("leave it out");
        }
        "pcihole64" if guest.is_qemu() && matches!(model, "pci-root" | "pcie-root") => {
            let fits = if model == "pci-root" { guest.is_x86() && guest.is_i440fx() } else { guest.is_q35() };
            let is_known = guest.machine().is_some() || !guest.is_x86();
            if !fits && is_known {
                findings
                    .report(controller.place(path), "the machine has no 64-bit hole that can be set")
                    .help("leave `pcihole64` out")
                    .may_go();
            }
        }
        _ => {}
    }
}
